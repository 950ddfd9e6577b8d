using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Something that a pass over the units of a step reads or writes.</summary>
/// <param name="Name">Name of the ref to the row at hand in the emitted pass.</param>
/// <param name="Rows">C# expression for the rows of the step, as the caller of the pass sees them.</param>
/// <param name="Stride">Values from one row to the next; 0 for a vector that all rows share.</param>
/// <param name="Writable">Whether the pass writes it.</param>
internal sealed record CellOperand(string Name, RowsAt Rows, Number Stride, bool Writable = false)
{
    /// <summary>Name of the gates.</summary>
    public const string Gates = "gate";

    /// <summary>Name of h of this step.</summary>
    public const string NextHidden = "hNext";

    /// <summary>Whether it is the gates.</summary>
    public bool IsGates => Name == Gates;

    /// <summary>Whether it is h of this step.</summary>
    public bool IsNextHidden => Name == NextHidden;

    /// <summary>Whether its rows may be of another width than the cell's, so that a pass is told.</summary>
    public bool HasOwnStride { get; init; }

    /// <summary>All names that a pass may have for the operand of a name.</summary>
    public static IEnumerable<string> NamesOf(string name) => [name, name + "First", name + "Rows", name + "Values", name + "Stride"];

    private string Parameter => Name + (Stride.Value == 0 ? "Values" : "Rows");

    private string Type => Writable ? "ref float" : "ref readonly float";

    /// <summary>Its declaration as a parameter of <paramref name="pass"/>.</summary>
    public string Declaration(UnitPass pass) =>
        $"{(Writable ? "Span" : "ReadOnlySpan")}<float> {Parameter}{(StrideIn(pass) == OwnStride ? ", int " + OwnStride : "")}";

    /// <summary>The argument that hands it on to the same pass at another vector width.</summary>
    public string Argument(UnitPass pass) => Parameter + (StrideIn(pass) == OwnStride ? ", " + OwnStride : "");

    /// <summary>The argument that the step at hand gives.</summary>
    public string Value(UnitPass pass) => Rows + (StrideIn(pass) == OwnStride ? $", {Stride}" : "");

    /// <summary>The statement that takes a ref to the first row, or to the vector that all rows share.</summary>
    public string First(UnitPass pass) => Stride.Value == 0
        ? $"{Type} {Name} = ref {Parameter}[0];"
        : $"{Type} {Name}First = ref RowRefs.First({Parameter}, rows, {StrideIn(pass)});";

    /// <summary>The statement that takes a ref to its row.</summary>
    public string Ref(UnitPass pass) => Writable
        ? $"ref float {Name} = ref RowRefs.At(ref {Name}First, row, {StrideIn(pass)});"
        : $"ref readonly float {Name} = ref RowRefs.ReadAt(in {Name}First, row, {StrideIn(pass)});";

    private string OwnStride => Name + "Stride";

    // As a number only where the same pass has it for all sizes.
    private string StrideIn(UnitPass pass)
    {
        if (Stride.Value == 0)
            return "";
        if (HasOwnStride)
            return OwnStride;
        if (pass.Slots.Count > 1 && Stride.Value == pass.Width * pass.Slots.Count)
            return $"width * {pass.Slots.Count}";
        return Stride.Value == pass.Width ? "width" : OwnStride;
    }
}
