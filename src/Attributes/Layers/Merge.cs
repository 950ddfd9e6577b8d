namespace LstmGen;

/// <summary>How the outputs of a bidirectional layer's two directions are joined at each step.</summary>
public enum Merge
{
    /// <summary>Forward units, then backward units: 2H values.</summary>
    Concatenate,

    /// <summary>Element-wise sum: H values.</summary>
    Sum,

    /// <summary>Element-wise mean: H values.</summary>
    Average,

    /// <summary>Element-wise product: H values.</summary>
    Multiply,
}
