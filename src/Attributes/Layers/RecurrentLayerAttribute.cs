namespace LstmGen;

/// <summary>What <see cref="LstmAttribute"/>, <see cref="GruAttribute"/> and <see cref="RnnAttribute"/> share.</summary>
/// <param name="hidden">Units per direction, H.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class RecurrentLayerAttribute(int hidden) : LayerAttribute
{
    /// <summary>Units per direction.</summary>
    public int Hidden { get; } = hidden;

    /// <summary>How many such layers are stacked. Default: 1.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>Whether each layer also runs from the end to the start. Default: false.</summary>
    public bool Bidirectional { get; set; }

    /// <summary>How the two directions are joined. Default: <see cref="Merge.Concatenate"/>.</summary>
    public Merge Merge { get; set; } = Merge.Concatenate;

    /// <summary>Probability of dropping an output of every layer but the last, while training. Default: 0.</summary>
    public double Dropout { get; set; }

    /// <summary>Probability of dropping an input feature, one mask for all steps. Default: 0.</summary>
    public double InputDropout { get; set; }

    /// <summary>
    /// Probability of dropping a unit of h on its way into the recurrence, one mask for all steps
    /// (Gal and Ghahramani 2016, arXiv:1512.05287). Default: 0.
    /// </summary>
    public double RecurrentDropout { get; set; }

    /// <summary>
    /// Probability that a unit keeps its previous state for a step while training; at inference the expectation is
    /// taken (Krueger et al. 2017, arXiv:1606.01305). Default: 0.
    /// </summary>
    public double Zoneout { get; set; }

    /// <summary>Whether each layer's input is added to its output, where their widths agree. Default: false.</summary>
    public bool Residual { get; set; }

    /// <summary>Whether the layer has bias vectors. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Prefix of the parameter names. Default: the kind, numbered from the second on (<c>lstm</c>, <c>lstm2</c>).</summary>
    public string? Name { get; set; }
}
