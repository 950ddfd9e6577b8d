namespace LstmGen;

/// <summary>What the products of a gate multiply.</summary>
public enum Reads
{
    /// <summary>W x + b_ih + U h + b_hh.</summary>
    Both,

    /// <summary>W x + b_ih.</summary>
    Input,

    /// <summary>U h + b_hh.</summary>
    Hidden,
}
