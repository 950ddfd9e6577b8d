namespace LstmGen;

/// <summary>How the states in which an encoder ends become those from which a decoder starts.</summary>
public enum Bridge
{
    /// <summary>As they are: both models have the same cells, layers, directions and units.</summary>
    Copy,

    /// <summary>
    /// tanh(W s + b) for every state of the decoder, where s is the encoder's state of that layer (of its last, where it has fewer), both
    /// directions side by side: h for h, c for c, and h where the encoder has no c.
    /// </summary>
    Dense,

    /// <summary>The decoder starts from zero.</summary>
    None,
}
