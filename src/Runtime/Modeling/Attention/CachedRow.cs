using System.Collections.Immutable;

namespace LstmGen.CompilerServices;

/// <summary>The keys and values of one row of a stream, of every causal self-attention layer.</summary>
internal sealed class CachedRow
{
    private const int FirstRoom = 16;

    private readonly ImmutableArray<CacheInfo> _layout;
    private readonly float[][] _values;
    private float[] _scores = [];

    public CachedRow(ImmutableArray<CacheInfo> layout)
    {
        _layout = layout;
        _values = [.. layout.Select(_ => Array.Empty<float>())];
    }

    /// <summary>Steps that were read.</summary>
    public int Length { get; set; }

    /// <summary>Room for the scores of the step at hand, one head at a time.</summary>
    public Span<float> Scores => _scores;

    /// <summary>Keys and values of a layer, [steps, 2 E].</summary>
    public Span<float> Values(int layer) => _values[layer];

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
            throw new InvalidOperationException($"The keys and values of {steps} steps are more than a block of memory holds; {most} steps are. Call Reset and go on without the earlier ones.");
        try
        {
            for (int i = 0; i < _values.Length; i++)
            {
                var larger = new float[steps * _layout[i].Size];
                Values(i)[..(Length * _layout[i].Size)].CopyTo(larger);
                _values[i] = larger;
            }

            // Last: where there is no memory for all of it, the row still has its old room.
            _scores = new float[steps];
        }
        catch (OutOfMemoryException e)
        {
            throw new InsufficientMemoryException($"There is not enough memory for the keys and values of {steps} steps of a stream. Call Reset and go on without the earlier ones, or keep fewer streams and rows.", e);
        }
    }

    /// <summary>Takes over the steps of another row.</summary>
    public void CopyFrom(CachedRow other)
    {
        Length = 0;
        GrowFor(other.Length);
        for (int i = 0; i < _values.Length; i++)
            other.Values(i)[..(other.Length * _layout[i].Size)].CopyTo(_values[i]);
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
