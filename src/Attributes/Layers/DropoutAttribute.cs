namespace LstmGen;

/// <summary>Drops values while training and scales the rest by 1 / (1 - rate) (<c>nn.Dropout</c>).</summary>
/// <param name="rate">Probability of dropping a value, in [0, 1).</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>Probability of dropping a value.</summary>
    public double Rate { get; } = rate;

    /// <summary>Whether one mask serves all steps of a sequence. Default: false.</summary>
    public bool SharedOverTime { get; set; }
}
