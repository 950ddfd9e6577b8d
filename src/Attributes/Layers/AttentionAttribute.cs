namespace LstmGen;

/// <summary>
/// Attention to the outputs of the encoder that <see cref="SourceAttribute"/> names. Directly before a recurrent layer it asks with that
/// layer's h of the step before, and its context joins the layer's input, [x; context] (Bahdanau et al. 2015, arXiv:1409.0473). Anywhere
/// else it asks with what it reads (Luong et al. 2015, arXiv:1508.04025).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AttentionAttribute : LayerAttribute
{
    /// <summary>How queries and keys are compared. Default: <see cref="AttentionScore.Dot"/>.</summary>
    public AttentionScore Score { get; set; }

    /// <summary>
    /// Outputs per step: tanh(W [context; query]). 0, the default, gives [context; query] itself. Not for attention before a recurrent
    /// layer.
    /// </summary>
    public int Size { get; set; }

    /// <summary>Whether dot products are divided by the square root of their width. Default: false. For Dot and General.</summary>
    public bool Scaled { get; set; }

    /// <summary>Width of W q and U k of the additive score; 0, the default, is the width of the query.</summary>
    public int ScoreSize { get; set; }

    /// <summary>Probability of dropping a weight of attention while training. Default: 0.</summary>
    public double Dropout { get; set; }

    /// <summary>Prefix of the parameter names. Default: <c>attention</c>, numbered from the second on.</summary>
    public string? Name { get; set; }
}
