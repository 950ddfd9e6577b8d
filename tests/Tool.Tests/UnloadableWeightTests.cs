using LstmGen.Interchange;

namespace LstmGen.Tool.Tests;

/// <summary>Integers and values that are not finite: no model loads them, so that no command says that one would.</summary>
public sealed class UnloadableWeightTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-weights-").FullName;

    public static TheoryData<string, string> Tensors => new()
    {
        { "I32", "holds I32" },
        { "I64", "holds I64" },
        { "BOOL", "holds BOOL" },
        { "NaN", "holds NaN at index 0" },
        { "Infinity", "holds Infinity at index 0" },
        { "half", "holds -Infinity at index 0" },
        { "double", "holds 1E+300 at index 0, which is not finite in single precision" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Tensors))]
    public void What_no_model_loads_is_refused_and_nothing_is_written(string value, string said)
    {
        string source = Write(Tensor(value));
        foreach (string[] command in (string[][])[["import", source, "--class", "K", "--out", Path.Combine(_folder, "new")],
            ["export", source, Path.Combine(_folder, "k.onnx")], ["verify", source, source]])
        {
            ToolProcess run = ToolProcess.Run(command);
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.Contains($"weights.safetensors: tensor 'fc.bias' {said}", Assert.Single(run.Error.TrimEnd().Split('\n')),
                StringComparison.Ordinal);
        }

        Assert.Equal([source], Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [MemberData(nameof(Tensors))]
    public void Convert_keeps_it_and_says_that_no_model_loads_it(string value, string said)
    {
        string source = Write(Tensor(value));
        foreach (string[] command in (string[][])[["convert", source, Path.Combine(_folder, "copy.safetensors")], ["inspect", source]])
        {
            ToolProcess run = ToolProcess.Run(command);
            Assert.Equal(0, run.ExitCode);
            Assert.Contains($"note: no model loads tensor 'fc.bias': it {said}", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Control_characters_of_names_do_not_reach_the_terminal()
    {
        string source = Path.Combine(_folder, "names.safetensors");
        const string Name = "rnn\u001b[2J\n\u0007";
        SafetensorsWriter.Write(
            source,
            [SafetensorsEntry.Create($"{Name}.weight_ih_l0", new float[24], 8, 3),
                SafetensorsEntry.Create($"{Name}.weight_hh_l0", new float[16], 8, 2)]);
        foreach (string[] command in (string[][])[["inspect", source], ["describe", source],
            ["convert", source, Path.Combine(_folder, "copy.safetensors")],
            ["import", source, "--class", "K", "--out", Path.Combine(_folder, "new")]])
        {
            ToolProcess run = ToolProcess.Run(command);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.DoesNotContain(run.Output.Replace(Environment.NewLine, "", StringComparison.Ordinal), char.IsControl);
            Assert.Equal(command[0] != "import", run.Output.Contains("rnn?[2J", StringComparison.Ordinal));
            Assert.DoesNotContain("\n\u0007", run.Output, StringComparison.Ordinal);
        }

        Assert.Contains(WeightFile.Open(Path.Combine(_folder, "copy.safetensors")).Tensors, tensor =>
            tensor.Name.StartsWith(Name, StringComparison.Ordinal)); // the file keeps the name
    }

    [Fact]
    public void Values_that_bfloat16_does_not_hold_are_not_made_infinite()
    {
        string source = Path.Combine(_folder, "large.safetensors"), target = Path.Combine(_folder, "narrow.safetensors");
        SafetensorsWriter.Write(source, [SafetensorsEntry.Create("w", new[] { 1, float.MaxValue }, 1, 2)]);
        ToolProcess run = ToolProcess.Run("convert", source, target, "--bfloat16");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("tensor 'w' holds 3.4028234663852886E+38 at index 1", run.Error, StringComparison.Ordinal);
        Assert.Equal([source], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void JSON_with_a_number_that_no_float_holds_is_refused()
    {
        string source = Path.Combine(_folder, "weights.json");
        File.WriteAllText(source, """{"rnn.weight_ih_l0": [[1]], "rnn.weight_hh_l0": [[1e999]]}""");
        ToolProcess run = ToolProcess.Run("import", source, "--class", "K", "--out", _folder);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("weights.json: 'rnn.weight_hh_l0' holds 1e999", run.Error, StringComparison.Ordinal);
        Assert.Equal([source], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Names_that_safetensors_does_not_hold_are_an_error()
    {
        string source = Path.Combine(_folder, "weights.json");
        File.WriteAllText(source, """{"": [1]}""");
        ToolProcess run = ToolProcess.Run("convert", source, Path.Combine(_folder, "copy.safetensors"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("tensor '' has a name", run.Error, StringComparison.Ordinal);
    }

    private static SafetensorsEntry Tensor(string value) => value switch
    {
        "I32" => SafetensorsEntry.Create("fc.bias", new int[1], 1),
        "I64" => SafetensorsEntry.Create("fc.bias", new long[1], 1),
        "BOOL" => SafetensorsEntry.Create("fc.bias", new bool[1], 1),
        "half" => SafetensorsEntry.Create("fc.bias", new[] { Half.NegativeInfinity }, 1),
        "double" => SafetensorsEntry.Create("fc.bias", new[] { 1e300 }, 1),
        "NaN" => SafetensorsEntry.Create("fc.bias", new[] { float.NaN }, 1),
        _ => SafetensorsEntry.Create("fc.bias", new[] { float.PositiveInfinity }, 1),
    };

    // An RNN of one unit and its head.
    private string Write(SafetensorsEntry bias)
    {
        string path = Path.Combine(_folder, "weights.safetensors");
        SafetensorsEntry One(string name, params ReadOnlySpan<long> shape) => SafetensorsEntry.Create(name, new[] { 0.5f }, shape);
        SafetensorsWriter.Write(
            path,
            [One("rnn.weight_ih_l0", 1, 1), One("rnn.weight_hh_l0", 1, 1), One("rnn.bias_ih_l0", 1), One("rnn.bias_hh_l0", 1),
                One("fc.weight", 1, 1), bias]);
        return path;
    }
}
