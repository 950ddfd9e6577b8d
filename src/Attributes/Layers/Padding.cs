namespace LstmGen;

/// <summary>How a convolution treats the ends of a sequence.</summary>
public enum Padding
{
    /// <summary>No padding: the sequence shortens by kernel - 1 steps.</summary>
    Valid,

    /// <summary>Zeros on both sides, more on the right where they cannot be equal.</summary>
    Same,

    /// <summary>kernel - 1 zeros on the left: a step sees no later step, so the model can stream.</summary>
    Causal,
}
