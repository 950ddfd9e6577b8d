namespace LstmGen;

/// <summary>Input: <paramref name="size"/> real values per time step.</summary>
/// <param name="size">Values per step, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FeaturesAttribute(int size) : Attribute
{
    /// <summary>Values per time step.</summary>
    public int Size { get; } = size;
}
