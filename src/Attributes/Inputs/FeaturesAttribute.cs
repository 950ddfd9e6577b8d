namespace LstmGen;

/// <summary>
/// Input: <paramref name="size"/> real values per time step. A value may be the index of a category: <see cref="EmbeddingAttribute.Column"/>.
/// </summary>
/// <param name="size">Values per step, F, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FeaturesAttribute(int size) : Attribute
{
    /// <summary>Values per time step.</summary>
    public int Size { get; } = size;
}
