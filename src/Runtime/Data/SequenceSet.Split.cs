using LstmGen.Data;

namespace LstmGen;

public sealed partial class SequenceSet
{
    /// <summary>The sequences that <paramref name="indices"/> names, in that order (an index may occur more than once).</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside the set.</exception>
    public SequenceSet Subset(ReadOnlySpan<int> indices)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)Count)
                throw new ArgumentOutOfRangeException(
                    nameof(indices), $"Index {i} of the subset is {indices[i]}; the set has sequences 0..{Count - 1}.");
        }

        var targets = new SequenceTarget[_targets.Length];
        for (var h = 0; h < targets.Length; h++)
            targets[h] = _targets[h].Gather(indices);
        var weights = new SequenceWeights[_weights.Length];
        for (var w = 0; w < weights.Length; w++)
            weights[w] = _weights[w].Gather(indices);
        return new SequenceSet(
            _features, FeatureCount, _tokens,
            SequenceTarget.Select(_starts, indices), SequenceTarget.Select(_lengths, indices), targets, Source?.Subset(indices), weights,
            _statics?.Select(indices)) { Streams = Streams };
    }

    /// <summary>The sequences of a range, as in <c>set.Take(..100)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range reaches outside the set.</exception>
    public SequenceSet Take(Range range)
    {
        var (offset, count) = Given.Of(range, Count, "sequences", nameof(range));
        var indices = new int[count];
        for (var i = 0; i < count; i++)
            indices[i] = offset + i;
        return Subset(indices);
    }

    /// <summary>All sequences in an order drawn by <paramref name="seed"/>: <c>set.Shuffled(1).Split(0.8)</c> is a random split.</summary>
    public SequenceSet Shuffled(long seed)
    {
        var indices = new int[Count];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = i;
        new SeededRandom(seed).Shuffle(indices);
        return Subset(indices);
    }

    /// <summary>The first <paramref name="first"/> of the sequences and the rest, in order.</summary>
    /// <param name="first">Share of the first part, in (0, 1); its count is rounded down.</param>
    /// <param name="gap">
    /// Sequences left out between the parts. Windows over a series overlap: with horizon h and stride s,
    /// <c>(h - 1) / s</c> rounded up keeps the parts' targets apart.
    /// </param>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    public (SequenceSet First, SequenceSet Second) Split(double first, int gap = 0)
    {
        var (a, b, _) = TimeSplit.Cut(Count, first, null, gap);
        return (Take(a), Take(b));
    }

    /// <summary>Training, validation and test part, in order; the test part is what the two fractions leave.</summary>
    /// <param name="train">Share of the training part, in (0, 1).</param>
    /// <param name="validation">Share of the validation part, in (0, 1).</param>
    /// <param name="gap">Sequences left out between the parts, see <see cref="Split(double, int)"/>.</param>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    public (SequenceSet Train, SequenceSet Validation, SequenceSet Test) Split(double train, double validation, int gap = 0)
    {
        var (a, b, c) = TimeSplit.Cut(Count, train, validation, gap);
        return (Take(a), Take(b), Take(c));
    }
}
