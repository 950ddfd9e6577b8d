namespace LstmGen;

/// <summary>
/// Input: <paramref name="size"/> real values per time step. A value may be the index of a category, see
/// <see cref="EmbeddingAttribute.Column"/>.
/// </summary>
/// <param name="size">Values per step, F, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FeaturesAttribute(int size) : InputAttribute
{
    /// <summary>Values per time step.</summary>
    public int Size { get; } = size;

    /// <summary>
    /// Values that stand once for each sequence, S (static covariates): every step has them behind its own, as columns F to F + S - 1.
    /// Default: 0.
    /// </summary>
    public int Static { get; set; }
}
