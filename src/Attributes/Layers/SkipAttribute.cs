namespace LstmGen;

/// <summary>
/// Joins what the layer before it gives, x_t, with an earlier sequence s_t of the same steps: the model's input, or the output of the layer
/// that <see cref="From"/> names. Side by side it is DenseNet's connection (Huang et al. 2017, arXiv:1608.06993) and gives a head a linear
/// part beside the recurrent one (as LSTNet's, Lai et al. 2018, arXiv:1703.07015); added it is a residual connection over several layers.
/// </summary>
/// <remarks>
/// y_t is [x_t; s_t] for <see cref="LstmGen.Merge.Concatenate"/>, else x_t + s_t, (x_t + s_t) / 2 or x_t * s_t, element by element, which
/// needs equal widths. It has no parameters.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SkipAttribute : LayerAttribute
{
    /// <summary>
    /// Name of the layer whose output is joined: its <c>Name</c>, or the start of its parameter names, such as <c>lstm</c> or
    /// <c>dense2</c>. Default: null, the model's input as the first layer reads it (of tokens, their vectors).
    /// </summary>
    public string? From { get; set; }

    /// <summary>How the two are joined. Default: <see cref="LstmGen.Merge.Concatenate"/>.</summary>
    public Merge Merge { get; set; } = Merge.Concatenate;

    /// <summary>Name by which a later skip reads its output. Default: <c>skip</c>, numbered from the second on.</summary>
    public string? Name { get; set; }
}
