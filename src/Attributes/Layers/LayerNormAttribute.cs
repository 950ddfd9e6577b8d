namespace LstmGen;

/// <summary>Normalises the features of each step to mean 0 and variance 1, then scales and shifts (<c>nn.LayerNorm</c>).</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance. Default: 1e-5.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Prefix of the parameter names. Default: <c>norm</c>, numbered from the second on.</summary>
    public string? Name { get; set; }
}
