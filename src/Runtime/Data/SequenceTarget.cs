namespace LstmGen.Data;

/// <summary>
/// The targets of one head. The arrays may be shared between sets and between targets, and examples may overlap in them;
/// <see cref="Starts"/> says where example i begins (in elements), <see cref="Lengths"/> how many labels or classes it has; null where that
/// follows from the sequence.
/// </summary>
internal sealed record SequenceTarget(
    string Name, SequenceTargetKind Kind, int Width, float[]? Values, int[]? Ids, int[] Starts, int[]? Lengths)
{
    /// <summary>The same targets for the examples that <paramref name="indices"/> names, in that order.</summary>
    public SequenceTarget Gather(ReadOnlySpan<int> indices) => this with
    {
        Starts = Select(Starts, indices),
        Lengths = Lengths is null ? null : Select(Lengths, indices),
    };

    internal static int[] Select(int[] source, ReadOnlySpan<int> indices)
    {
        var result = new int[indices.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = source[indices[i]];
        return result;
    }
}
