namespace LstmGen.Generator.Equations;

/// <summary>A gate of a cell.</summary>
internal sealed record CellGate(string Name, GateReads Reads)
{
    public bool ReadsInput => Reads != GateReads.Hidden;

    public bool ReadsHidden => Reads is GateReads.Both or GateReads.Hidden;
}
