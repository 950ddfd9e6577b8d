namespace LstmGen;

// Sequences that follow one another in what they were cut from.
public sealed partial class SequenceSet
{
    /// <summary>
    /// Sequences of a batch with which each begins at the end of the one in its place in the batch before; 0 where there is no such
    /// number, null where it is not known.
    /// </summary>
    internal int? Streams { get; private init; }

    /// <summary>
    /// The number for windows of one stream or series: 1 where each begins at the end of the one before. Of windows that overlap, or with
    /// gaps between them, nothing is said: tutorials carry the state from one such window to the next too.
    /// </summary>
    internal static int? StreamsOf(int window, int stride) => stride == window ? 1 : null;

    /// <summary>
    /// Whether each sequence begins at the end of the one in its place in the batch before; true where there is but one batch.
    /// </summary>
    internal bool Follows(int batchSize)
    {
        int width = Math.Max(1, FeatureCount);
        for (int i = batchSize; i < Count; i++)
        {
            if (_starts[i] != _starts[i - batchSize] + ((long)_lengths[i - batchSize] * width))
                return false;
        }

        return true;
    }
}
