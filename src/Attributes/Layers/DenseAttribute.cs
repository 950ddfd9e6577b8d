namespace LstmGen;

/// <summary>A fully connected layer applied at every step (<c>nn.Linear</c>).</summary>
/// <param name="size">Outputs per step.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute(int size) : LayerAttribute
{
    /// <summary>Outputs per step.</summary>
    public int Size { get; } = size;

    /// <summary>Function applied to the outputs. Default: <see cref="Activation.None"/>.</summary>
    public Activation Activation { get; set; } = Activation.None;

    /// <summary>Whether the layer has a bias vector. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Prefix of the parameter names. Default: <c>dense</c>, numbered from the second on.</summary>
    public string? Name { get; set; }
}
