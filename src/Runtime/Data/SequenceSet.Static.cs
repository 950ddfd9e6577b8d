using LstmGen.CompilerServices;
using LstmGen.Data;

namespace LstmGen;

public sealed partial class SequenceSet
{
    /// <summary>
    /// Adds values that stand once for each sequence (static covariates), numbers or categories, for a model with
    /// <c>[Features(n, Static = width)]</c>.
    /// </summary>
    /// <param name="values"><c>[N, width]</c>; kept, not copied.</param>
    /// <param name="width">Values per sequence, S.</param>
    /// <exception cref="ArgumentException">
    /// The number of values does not fit, one is not finite, the sequences are token ids, or there are such values already.
    /// </exception>
    public SequenceSet WithStatic(float[] values, int width = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (HasTokens)
            throw new ArgumentException(
                "The sequences are token ids, which have no values beside them. Give the ids as a column of real values.", nameof(values));
        if (_statics is not null)
            throw new ArgumentException("The set has values per sequence already. Add them once.", nameof(values));
        if (values.Length != (long)Count * width)
            throw new ArgumentException(
                $"values has {values.Length} values for {Count} sequences of {width} each. Give exactly {(long)Count * width}.",
                nameof(values));
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                throw new ArgumentException(
                    $"Sequence {i / width}, value {i % width}: {values[i]} is not a finite number. Fill the gap or leave the sequence out.",
                    nameof(values));
        }

        return new SequenceSet(
            _features, FeatureCount, _tokens, _starts, _lengths, _targets, Source, _weights, new StaticValues(values, width))
        {
            Streams = Streams,
        };
    }

    /// <summary>The same for windows over several series, of which each has its values; see <see cref="Windows"/>.</summary>
    /// <param name="values">Those of the series, <c>[M, width]</c>; copied.</param>
    /// <param name="width">Values per series, S.</param>
    /// <param name="origins">From which series each sequence comes, <c>[N]</c>.</param>
    /// <exception cref="ArgumentException">The number of origins does not fit, one is no series, the values do not fit, or they are more
    /// than an array holds.</exception>
    public SequenceSet WithStatic(ReadOnlySpan<float> values, int width, ReadOnlySpan<int> origins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (values.Length % width != 0)
            throw new ArgumentException(
                $"values has {values.Length} values, which is no multiple of {width} per series. Give every series all its values.",
                nameof(values));
        if (origins.Length != Count)
            throw new ArgumentException($"origins has {origins.Length} values for {Count} sequences. Give one for each.", nameof(origins));
        int series = values.Length / width;
        float[] own = new float[BlockSize.Of(Count, width, "sequences x width", "Make several sets, or give fewer values per series.")];
        for (int i = 0; i < origins.Length; i++)
        {
            if ((uint)origins[i] >= (uint)series)
                throw new ArgumentException(
                    $"origins[{i}] is {origins[i]}; values has {series} series, 0 to {series - 1}.", nameof(origins));
            values.Slice(origins[i] * width, width).CopyTo(own.AsSpan(i * width));
        }

        return WithStatic(own, width);
    }
}
