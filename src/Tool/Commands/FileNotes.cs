using LstmGen.Interchange;

namespace LstmGen.Tool.Commands;

/// <summary>What there is to say of a file beside its tensors.</summary>
internal static class FileNotes
{
    public static void Write(WeightFile file)
    {
        foreach (string note in file.Notes)
            Screen.Line($"note: {note}");
    }

    /// <summary>The tensors that no model loads, and why.</summary>
    public static void WriteUnloadable(WeightFile file)
    {
        foreach (WeightTensor tensor in file.Tensors)
        {
            if (WeightCheck.Problem(tensor) is { } problem)
                Screen.Line($"note: no model loads tensor '{InterchangeException.Printable(tensor.Name)}': it {problem}");
        }
    }
}
