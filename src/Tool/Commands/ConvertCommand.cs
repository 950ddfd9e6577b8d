using System.CommandLine;
using LstmGen.Interchange;
using LstmGen.Interchange.Safetensors;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen convert FILE OUT</c>: the tensors as safetensors, in PyTorch's names, order and layout.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        Argument<string> path = Arguments.Model();
        Argument<string> target = Arguments.File("OUT", "The safetensors file to write; its folder is made where it is missing.");
        Option<string?> entry = Arguments.Entry();
        var force = new Option<bool>("--force") { Description = "Replace a file that exists." };
        var narrow = new Option<bool>("--bfloat16") { Description =
            "Round floating-point tensors of two or more dimensions to bfloat16: half the bytes. "
                + "Quantize(WeightPrecision.BFloat16) reads the same weights." };
        var command = new Command(
            "convert",
            "Writes the tensors of a file as safetensors, in PyTorch's names and layout; their types stay, and so does the metadata of a "
                + "safetensors file.") { path, target, force, narrow, entry };
        command.SetAction(
            parsed =>
                Run(Arguments.Open(parsed, path, entry), parsed.GetValue(target)!, parsed.GetValue(force), parsed.GetValue(narrow)));
        return command;
    }

    private static int Run(WeightFile file, string target, bool force, bool narrow)
    {
        OutputFile.RequireFree(target, "name", force);
        SafetensorsCopy.RequireWritable(file);
        OutputFile.Write(target, () => SafetensorsCopy.Write(target, [.. file.Tensors.Select(tensor => narrow && Narrows(tensor)
            ? new SafetensorsEntry(tensor.Name, SafetensorsType.BF16, tensor.Shape.AsSpan(), () => BFloat16Rounding.Bytes(file, tensor))
            : new SafetensorsEntry(tensor.Name, tensor.Type, tensor.Shape.AsSpan(), () => tensor.Bytes))], file));
        foreach (WeightTensor tensor in file.Tensors)
        {
            string change = tensor.Change.Length == 0 ? "" : $", {tensor.Change}";
            Screen.Line($"  {tensor}{change}{(narrow && Narrows(tensor) ? ", rounded to BF16" : "")}");
        }

        FileNotes.Write(file);
        FileNotes.WriteUnloadable(file);
        Screen.Line($"wrote {target}");
        return ExitCodes.Success;
    }

    private static bool Narrows(WeightTensor tensor) =>
        tensor.IsFloatingPoint && tensor.Type != SafetensorsType.BF16 && tensor.Shape.Length >= 2;
}
