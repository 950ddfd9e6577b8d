namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>The rows of a step that a pass works on: as the processor's code names them, and where they lie, for other targets.</summary>
/// <param name="Text">C# expression of a span.</param>
/// <param name="Buffer">Workspace property that they lie in; null for packed weights.</param>
/// <param name="Slot">Slot of the step as an expression of t; null for a buffer without steps.</param>
/// <param name="Channel">First channel.</param>
/// <param name="Packed">Whether the buffer is a copy of weights, not of the workspace.</param>
internal sealed record RowsAt(string Text, string? Buffer = null, string? Slot = null, int Channel = 0, bool Packed = false)
{
    public override string ToString() => Text;

    public static implicit operator RowsAt(string text) => new(text);

    public static implicit operator string(RowsAt rows) => rows.Text;
}
