namespace LstmGen.Generator.Equations;

/// <summary>What a gate's products multiply; the first three are those of the vocabulary's Reads.</summary>
internal enum GateReads
{
    Both,
    Input,
    Hidden,

    /// <summary>x, and another value of all units in place of h.</summary>
    Other,
}
