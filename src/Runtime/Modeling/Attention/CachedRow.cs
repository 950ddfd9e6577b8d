using System.Collections.Immutable;

namespace LstmGen.CompilerServices;

/// <summary>The keys and values of one row of a stream, of every causal self-attention layer.</summary>
internal sealed class CachedRow
{
    private const int FirstRoom = 16;

    private readonly ImmutableArray<CacheInfo> _layout;
    private readonly float[][] _values;
    private static long s_lastStep;

    private float[] _scores = [];

    // A number for each step, given once: rows with the same number at a step have the same keys and values up to it. Rows that went on
    // from one another, as the beams of a search do, differ in their last steps only, and only those are copied.
    private long[] _steps = [];

    public CachedRow(ImmutableArray<CacheInfo> layout)
    {
        _layout = layout;
        _values = [.. layout.Select(_ => Array.Empty<float>())];
    }

    /// <summary>Steps that were read.</summary>
    public int Length { get; private set; }

    /// <summary>Room for the scores of the step at hand, one head at a time.</summary>
    public Span<float> Scores => _scores;

    /// <summary>Keys and values of a layer, [steps, 2 E].</summary>
    public Span<float> Values(int layer) => _values[layer];

    /// <summary>Counts the step whose keys and values were put behind the others.</summary>
    public void Append() => _steps[Length++] = Interlocked.Increment(ref s_lastStep);

    /// <summary>Forgets all steps.</summary>
    public void Clear() => Length = 0;

    /// <summary>Counts <paramref name="length"/> steps whose keys and values were put in place of all others.</summary>
    public void Replace(int length)
    {
        long last = Interlocked.Add(ref s_lastStep, length);
        for (int step = 0; step < length; step++)
            _steps[step] = last - length + 1 + step;
        Length = length;
    }

    /// <summary>Makes room for <paramref name="steps"/> steps, doubling it.</summary>
    public void GrowFor(int steps)
    {
        if (steps > _scores.Length)
            Reserve((int)Math.Max(steps, Math.Min(Math.Max(FirstRoom, 2L * _scores.Length), Most(_layout))));
    }

    /// <summary>Makes room for <paramref name="steps"/> steps and no more.</summary>
    /// <exception cref="InvalidOperationException">They are more than a block of memory holds.</exception>
    /// <exception cref="InsufficientMemoryException">There is no memory for them.</exception>
    public void Reserve(int steps)
    {
        if (steps <= _scores.Length)
            return;
        int most = Most(_layout);
        if (steps > most)
            throw new InvalidOperationException($"The keys and values of {steps} steps are more than a block of memory holds; {most} "
                + "steps are. Call Reset and go on without the earlier ones.");
        try
        {
            for (int i = 0; i < _values.Length; i++)
            {
                var larger = new float[steps * _layout[i].Size];
                Values(i)[..(Length * _layout[i].Size)].CopyTo(larger);
                _values[i] = larger;
            }

            Array.Resize(ref _steps, steps);

            // Last: where there is no memory for all of it, the row still has its old room.
            _scores = new float[steps];
        }
        catch (OutOfMemoryException e)
        {
            throw new InsufficientMemoryException(
                $"There is not enough memory for the keys and values of {steps} steps of a stream. Call Reset and go on without the "
                    + "earlier ones, or keep fewer streams and rows.", e);
        }
    }

    /// <summary>Takes over the steps of another row.</summary>
    public void CopyFrom(CachedRow other)
    {
        GrowFor(other.Length);
        int same = _steps.AsSpan(0, Length).CommonPrefixLength(other._steps.AsSpan(0, other.Length));
        for (int i = 0; i < _values.Length; i++)
        {
            int size = _layout[i].Size;
            other.Values(i)[(same * size)..(other.Length * size)].CopyTo(Values(i)[(same * size)..]);
        }

        other._steps.AsSpan(same, other.Length - same).CopyTo(_steps.AsSpan(same));
        Length = other.Length;
    }

    /// <summary>Steps of which every layer's keys and values fit a block.</summary>
    private static int Most(ImmutableArray<CacheInfo> layout)
    {
        int most = Array.MaxLength;
        foreach (CacheInfo info in layout)
            most = Math.Min(most, Array.MaxLength / info.Size);
        return most;
    }
}
