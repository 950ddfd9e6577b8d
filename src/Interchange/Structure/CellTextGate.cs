namespace LstmGen.Interchange.Structure;

/// <summary>A gate, and what its products multiply: x and h (both), one of them, or x and another value of all units.</summary>
internal sealed record CellTextGate(string Name, string Reads)
{
    public bool ReadsInput => Reads != "hidden";

    public bool ReadsHidden => Reads is "both" or "hidden";

    public bool ReadsOther => Reads == "other";
}
