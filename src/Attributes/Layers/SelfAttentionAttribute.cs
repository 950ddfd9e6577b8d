namespace LstmGen;

/// <summary>
/// Multi-head attention of a sequence to itself (Vaswani et al. 2017, arXiv:1706.03762), as <c>nn.MultiheadAttention</c>: every step is a
/// weighted sum of projections of all valid steps of its row. As wide as what it reads.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SelfAttentionAttribute : LayerAttribute
{
    /// <summary>Heads, which share out the channels; a divisor of their number. Default: 1.</summary>
    public int Heads { get; set; } = 1;

    /// <summary>
    /// Whether a step sees itself and earlier steps only, so that the model can stream: a stream keeps the keys and values of all steps.
    /// Default: false.
    /// </summary>
    public bool Causal { get; set; }

    /// <summary>Whether the input is added to the output. Default: false.</summary>
    public bool Residual { get; set; }

    /// <summary>Probability of dropping a weight of attention while training. Default: 0.</summary>
    public double Dropout { get; set; }

    /// <summary>Whether the projections have bias vectors. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Prefix of the parameter names. Default: <c>self_attention</c>, numbered from the second on.</summary>
    public string? Name { get; set; }
}
