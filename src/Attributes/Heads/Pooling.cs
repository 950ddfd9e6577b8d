namespace LstmGen;

/// <summary>What a head reads from the sequence of outputs.</summary>
public enum Pooling
{
    /// <summary>
    /// The last valid step; of a bidirectional layer the last valid step forward and the first backward
    /// (<c>cat(h_n[-2], h_n[-1])</c>).
    /// </summary>
    Last,

    /// <summary>The mean over valid steps.</summary>
    Mean,

    /// <summary>The element-wise maximum over valid steps.</summary>
    Max,

    /// <summary>A weighted sum over valid steps with weights softmax over time of (w h_t + b).</summary>
    Attention,

    /// <summary>Nothing is pooled: the head has an output at every step.</summary>
    EveryStep,
}
