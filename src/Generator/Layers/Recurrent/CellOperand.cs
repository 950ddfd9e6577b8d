namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Something that a pass over the units of a step reads or writes.</summary>
/// <param name="Name">Name of the ref to the row at hand in the emitted pass.</param>
/// <param name="Rows">C# expression for the rows of the step, as the caller of the pass sees them.</param>
/// <param name="Stride">Values from one row to the next; 0 for a vector that all rows share.</param>
/// <param name="Writable">Whether the pass writes it.</param>
internal sealed record CellOperand(string Name, RowsAt Rows, int Stride, bool Writable = false)
{
    private string Parameter => Name + (Stride == 0 ? "Values" : "Rows");

    /// <summary>Its declaration as a parameter of the pass.</summary>
    public string Declaration => $"{(Writable ? "Span" : "ReadOnlySpan")}<float> {Parameter}";

    /// <summary>The argument that hands it on to the same pass at another vector width.</summary>
    public string Argument => Parameter;

    /// <summary>The statement that takes a ref to the first row, or to the vector that all rows share.</summary>
    public string First => Stride == 0
        ? $"{Type} {Name} = ref {Parameter}[0];"
        : $"{Type} {Name}First = ref RowRefs.First({Parameter}, rows, {Stride});";

    /// <summary>The statement that takes a ref to its row.</summary>
    public string Ref => Writable
        ? $"ref float {Name} = ref RowRefs.At(ref {Name}First, row, {Stride});"
        : $"ref readonly float {Name} = ref RowRefs.ReadAt(in {Name}First, row, {Stride});";

    private string Type => Writable ? "ref float" : "ref readonly float";
}
