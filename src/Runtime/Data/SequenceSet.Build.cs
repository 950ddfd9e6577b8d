using LstmGen.Data;

namespace LstmGen;

public sealed partial class SequenceSet
{
    /// <summary>Sequences of real values, given one after another.</summary>
    /// <param name="values">All steps of all sequences, <c>[sum of T_i, F]</c>; kept, not copied.</param>
    /// <param name="features">Values per step, F.</param>
    /// <param name="lengths">Steps per sequence, <c>[N]</c>.</param>
    /// <exception cref="ArgumentException">A length is not positive, the lengths do not add up, or a value is not finite.</exception>
    public static SequenceSet FromFeatures(float[] values, int features, ReadOnlySpan<int> lengths)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        var starts = Starts(lengths, features, values.Length, nameof(values));
        for (var i = 0; i < lengths.Length; i++)
            RequireFinite(values.AsSpan(starts[i], lengths[i] * features), features, i, nameof(values));
        return new SequenceSet(values, features, null, starts, lengths.ToArray(), []);
    }

    /// <summary>Sequences of real values, one array <c>[T_i, F]</c> each; copied.</summary>
    /// <exception cref="ArgumentException">An array is empty, is no whole number of steps, or holds a value that is not finite.</exception>
    public static SequenceSet FromFeatures(IReadOnlyList<float[]> sequences, int features)
    {
        Given.RequireItems(sequences, nameof(sequences));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        var lengths = new int[sequences.Count];
        for (var i = 0; i < lengths.Length; i++)
        {
            if (sequences[i].Length % features != 0)
                throw new ArgumentException(
                    $"Sequence {i} has {sequences[i].Length} values, which is no multiple of {features} features per step. "
                    + "Give every step all its features.", nameof(sequences));
            lengths[i] = sequences[i].Length / features;
        }

        return FromFeatures(Join(sequences), features, lengths);
    }

    /// <summary>Sequences of token ids, given one after another.</summary>
    /// <param name="tokens">All ids of all sequences; kept, not copied.</param>
    /// <param name="lengths">Steps per sequence, <c>[N]</c>.</param>
    /// <exception cref="ArgumentException">A length is not positive, the lengths do not add up, or an id is negative.</exception>
    public static SequenceSet FromTokens(int[] tokens, ReadOnlySpan<int> lengths)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var starts = Starts(lengths, 1, tokens.Length, nameof(tokens));
        for (var i = 0; i < lengths.Length; i++)
            RequireIds(tokens.AsSpan(starts[i], lengths[i]), i, nameof(tokens));
        return new SequenceSet(null, 0, tokens, starts, lengths.ToArray(), []);
    }

    /// <summary>Sequences of token ids, one array each; copied.</summary>
    /// <exception cref="ArgumentException">An array is empty, or an id is negative.</exception>
    public static SequenceSet FromTokens(IReadOnlyList<int[]> sequences)
    {
        Given.RequireItems(sequences, nameof(sequences));
        var lengths = new int[sequences.Count];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = sequences[i].Length;
        return FromTokens(Join(sequences), lengths);
    }

    /// <summary>Sequences that may overlap in one array; the caller has checked positions and values.</summary>
    internal static SequenceSet Over(float[] values, int features, int[] starts, int[] lengths, int? streams = null) =>
        new(values, features, null, starts, lengths, []) { Streams = streams };

    /// <summary>What a block holds; its arrays may have room for more, see <see cref="Recount"/>.</summary>
    internal static SequenceSet OfBlock(
        float[]? features, int featureCount, int[]? tokens, int[] starts, int[] lengths, SequenceTarget[] targets,
        SequenceWeights[] weights, SequenceSet? source) =>
        new(features, featureCount, tokens, starts, lengths, targets, source, weights);

    /// <summary>All features that this set shares with its subsets.</summary>
    internal ReadOnlySpan<float> FeatureStorage => _features;

    /// <summary>The same set over other values of the same shape.</summary>
    internal SequenceSet WithFeatureStorage(float[] values) =>
        new(values, FeatureCount, null, _starts, _lengths, _targets, Source, _weights, _statics) { Streams = Streams };

    private static int[] Starts(ReadOnlySpan<int> lengths, int width, int available, string argument)
    {
        var starts = new int[lengths.Length];
        var next = 0L;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] <= 0)
                throw new ArgumentException(
                    $"Sequence {i} has length {lengths[i]}; every sequence needs at least one step. Leave it out.", nameof(lengths));
            if (next <= available)
                starts[i] = (int)next;
            next += (long)lengths[i] * width;
        }

        return next == available ? starts : throw new ArgumentException(
            $"The {lengths.Length} lengths call for {next} values ({width} per step), but there are {available}. "
            + "Make the lengths add up to the data.", argument);
    }

    internal static void RequireFinite(ReadOnlySpan<float> values, int features, int sequence, string argument)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                throw new ArgumentException(
                    $"Sequence {sequence}, step {i / features}, feature {i % features}: {values[i]} is not a finite number. "
                    + "Fill the gap or leave the sequence out.", argument);
        }
    }

    private static void RequireIds(ReadOnlySpan<int> ids, int sequence, string argument)
    {
        for (var t = 0; t < ids.Length; t++)
        {
            if (ids[t] < 0)
                throw new ArgumentException(
                    $"Sequence {sequence}, step {t}: token id {ids[t]} is negative. Ids start at 0.", argument);
        }
    }

    private static T[] Join<T>(IReadOnlyList<T[]> parts)
    {
        var total = 0L;
        for (var i = 0; i < parts.Count; i++)
            total += parts[i].Length;
        if (total > Array.MaxLength)
            throw new ArgumentException(
                $"{parts.Count} sequences with {total} values together are more than one set holds, {Array.MaxLength}. "
                + "Make several sets, and call Fit with one after another.", nameof(parts));
        var all = new T[total];
        var at = 0;
        for (var i = 0; i < parts.Count; at += parts[i++].Length)
            parts[i].CopyTo(all, at);
        return all;
    }
}
