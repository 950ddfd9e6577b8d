using LstmGen.CompilerServices;

namespace LstmGen.Data;

/// <summary>Values that stand once for each sequence.</summary>
/// <param name="Values"><c>[N, Width]</c></param>
/// <param name="Width">Values per sequence.</param>
internal sealed record StaticValues(float[] Values, int Width)
{
    /// <summary>Those of some sequences, in that order.</summary>
    /// <exception cref="ArgumentException">They are more than an array holds.</exception>
    public StaticValues Select(ReadOnlySpan<int> indices)
    {
        var chosen = new float[BlockSize.Of(indices.Length, Width, "sequences x values of each", "Take fewer sequences.")];
        for (int i = 0; i < indices.Length; i++)
            Values.AsSpan(indices[i] * Width, Width).CopyTo(chosen.AsSpan(i * Width));
        return new(chosen, Width);
    }
}
