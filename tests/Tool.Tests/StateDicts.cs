using LstmGen.Interchange;

namespace LstmGen.Tool.Tests;

/// <summary>Files of names and shapes alone, as a <c>state_dict</c> is, with values that differ.</summary>
internal static class StateDicts
{
    /// <summary>The file of these tensors, each as <c>name 4 3</c>.</summary>
    public static WeightFile Of(params IEnumerable<string> tensors)
    {
        using var stream = new MemoryStream();
        Write(stream, tensors);
        stream.Position = 0;
        return WeightFile.Read(stream, "made.safetensors");
    }

    /// <summary>Writes that file.</summary>
    public static string Write(string path, params IEnumerable<string> tensors)
    {
        using FileStream stream = File.Create(path);
        Write(stream, tensors);
        return path;
    }

    /// <summary>The tensors of an LSTM of one layer.</summary>
    public static string[] Lstm(string name, int inputs, int units, bool both = false) =>
        [.. Recurrent(name, inputs, units, 4, ""), .. both ? Recurrent(name, inputs, units, 4, "_reverse") : []];

    /// <summary>The tensors of an RNN of one layer.</summary>
    public static string[] Rnn(string name, int inputs, int units) => Recurrent(name, inputs, units, 1, "");

    /// <summary>The tensors of a linear layer.</summary>
    public static string[] Linear(string name, int inputs, int outputs) => [$"{name}.weight {outputs} {inputs}", $"{name}.bias {outputs}"];

    private static string[] Recurrent(string name, int inputs, int units, int gates, string direction) =>
        [$"{name}.weight_ih_l0{direction} {gates * units} {inputs}", $"{name}.weight_hh_l0{direction} {gates * units} {units}",
            $"{name}.bias_ih_l0{direction} {gates * units}", $"{name}.bias_hh_l0{direction} {gates * units}"];

    private static void Write(Stream stream, IEnumerable<string> tensors)
    {
        var random = new Random(7);
        SafetensorsWriter.Write(stream, [.. tensors.Select(tensor =>
        {
            string[] parts = tensor.Split(' ');
            long[] shape = [.. parts.Skip(1).Select(long.Parse)];
            float[] values = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * (int)b)).Select(_ => random.NextSingle() - 0.5f)];
            return SafetensorsEntry.Create(parts[0], values, shape);
        })], new Dictionary<string, string>());
    }
}
