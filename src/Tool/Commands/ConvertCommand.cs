using System.CommandLine;
using LstmGen.Interchange;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen convert FILE OUT</c>: the tensors as safetensors, in PyTorch's names, order and layout.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        Argument<string> path = Arguments.Model();
        Argument<string> target = Arguments.File("OUT", "The safetensors file to write.");
        Option<string?> entry = Arguments.Entry();
        var force = new Option<bool>("--force") { Description = "Replace a file that exists." };
        var command = new Command("convert", "Writes the tensors of a file as safetensors, in PyTorch's names and layout; their types stay.") { path, target, force, entry };
        command.SetAction(parsed => Run(parsed.GetValue(path)!, parsed.GetValue(entry), parsed.GetValue(target)!, parsed.GetValue(force)));
        return command;
    }

    private static int Run(string path, string? entry, string target, bool force)
    {
        WeightFile file = WeightFile.Open(path, entry);
        if (!force && File.Exists(target))
            throw new IOException($"{target} exists. Give another name, or --force to replace it.");
        SafetensorsWriter.Write(target, [.. file.Tensors.Select(tensor => new SafetensorsEntry(tensor.Name, tensor.Type, tensor.Shape.AsSpan(), () => tensor.Bytes))]);
        foreach (WeightTensor tensor in file.Tensors)
            Console.WriteLine($"  {tensor}{(tensor.Change.Length == 0 ? "" : $", {tensor.Change}")}");
        foreach (string note in file.Notes)
            Console.WriteLine($"note: {note}");
        Console.WriteLine($"wrote {target}");
        return ExitCodes.Success;
    }
}
