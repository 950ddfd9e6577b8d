namespace LstmGen.Data;

/// <summary>Values that stand once for each sequence.</summary>
/// <param name="Values"><c>[N, Width]</c></param>
/// <param name="Width">Values per sequence.</param>
internal sealed record StaticValues(float[] Values, int Width)
{
    /// <summary>Those of some sequences, in that order.</summary>
    public StaticValues Select(ReadOnlySpan<int> indices)
    {
        var chosen = new float[indices.Length * Width];
        for (int i = 0; i < indices.Length; i++)
            Values.AsSpan(indices[i] * Width, Width).CopyTo(chosen.AsSpan(i * Width));
        return new(chosen, Width);
    }
}
