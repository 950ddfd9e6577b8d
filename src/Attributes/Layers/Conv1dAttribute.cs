namespace LstmGen;

/// <summary>A convolution over time (<c>nn.Conv1d</c>).</summary>
/// <param name="filters">Outputs per step.</param>
/// <param name="kernel">Steps that each output sees.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv1dAttribute(int filters, int kernel) : LayerAttribute
{
    /// <summary>Outputs per step.</summary>
    public int Filters { get; } = filters;

    /// <summary>Steps that each output sees.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Steps between outputs. Default: 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>What surrounds the sequence. Default: <see cref="Padding.Valid"/>.</summary>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>Function applied to the outputs. Default: <see cref="Activation.None"/>.</summary>
    public Activation Activation { get; set; } = Activation.None;

    /// <summary>Whether the layer has a bias vector. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Prefix of the parameter names. Default: <c>conv</c>, numbered from the second on.</summary>
    public string? Name { get; set; }
}
