using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Where a parameter, or a part of one, lies in the block of all parameters.</summary>
/// <param name="Offset">First value.</param>
/// <param name="Length">Number of values.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ParameterPlace(int Offset, int Length)
{
    /// <summary>The values there in a block that is laid out like the parameters.</summary>
    public Span<float> In(Span<float> block) => block.Slice(Offset, Length);

    /// <summary>The same of a block that is only read.</summary>
    public ReadOnlySpan<float> In(ReadOnlySpan<float> block) => block.Slice(Offset, Length);
}
