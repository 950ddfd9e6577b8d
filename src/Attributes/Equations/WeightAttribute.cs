namespace LstmGen;

/// <summary>On a parameter of a cell's <c>Step</c>: a learned number per unit, the parameter <c>weight_NAME_l0</c> of shape [H].</summary>
/// <remarks>
/// Without values it is drawn as the layer's other parameters are: from uniform(-1/sqrt(H), 1/sqrt(H)). One value is where all units start;
/// of two values, it is drawn from the uniform distribution between them.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WeightAttribute : Attribute
{
    /// <summary>Drawn as the layer's other parameters.</summary>
    public WeightAttribute()
    {
    }

    /// <summary>All units start at one value.</summary>
    /// <param name="value">The value.</param>
    public WeightAttribute(double value) => (Low, High) = (value, value);

    /// <summary>Drawn from a uniform distribution.</summary>
    /// <param name="low">Its lower bound.</param>
    /// <param name="high">Its upper bound, at least <paramref name="low"/>.</param>
    public WeightAttribute(double low, double high) => (Low, High) = (low, high);

    /// <summary>Lower bound of the values drawn; NaN for the layer's own.</summary>
    public double Low { get; } = double.NaN;

    /// <summary>Upper bound of the values drawn; NaN for the layer's own.</summary>
    public double High { get; } = double.NaN;
}
