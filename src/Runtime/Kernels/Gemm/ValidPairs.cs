using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// The (step, row) pairs of a sequence, [T, B], that a sum goes over: those before each row's end, or all. What it leaves out holds zeros,
/// so that the sum is the same.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ValidPairs
{
    private readonly ReadOnlySpan<int> _active; // of each step; empty where all pairs make one step
    private readonly int _batch;

    /// <summary>Those before each row's end.</summary>
    public ValidPairs(TimeLayout time)
    {
        ArgumentNullException.ThrowIfNull(time);
        Count = checked(time.Steps * time.Batch);
        _batch = time.Batch;
        if (time.Ragged)
            _active = time.Active;
    }

    private ValidPairs(int count) => Count = count;

    /// <summary>Rows that hold the pairs, with those left out.</summary>
    public int Count { get; }

    /// <summary>All of <see cref="Count"/> rows.</summary>
    internal ValidPairs All => new(Count);

    /// <summary>All of <paramref name="count"/> rows.</summary>
    public static implicit operator ValidPairs(int count) => FromInt32(count);

    /// <summary>All of <paramref name="count"/> rows.</summary>
    public static ValidPairs FromInt32(int count) => new(count);

    /// <summary>The next pairs in order.</summary>
    /// <param name="cursor">Where the last call ended; its default before the first.</param>
    /// <param name="most">Pairs at most.</param>
    /// <param name="stretches">Receives the rows, with room for as many as <paramref name="most"/> where rows are left out.</param>
    /// <returns>Number of stretches; 0 after the last pair.</returns>
    internal int Next(ref Cursor cursor, int most, Span<Stretch> stretches)
    {
        int found = 0, steps = _active.IsEmpty ? 1 : _active.Length;
        while (most > 0 && cursor.Step < steps)
        {
            int active = _active.IsEmpty ? Count : _active[cursor.Step], first = cursor.Step * _batch + cursor.Row;
            int take = Math.Min(active - cursor.Row, most);
            if (take > 0 && found > 0 && stretches[found - 1].End == first)
                stretches[found - 1].Length += take;
            else if (take > 0)
                stretches[found++] = new() { First = first, Length = take };
            most -= take;
            cursor.Row += take;
            if (cursor.Row == active)
                (cursor.Step, cursor.Row) = (cursor.Step + 1, 0);
        }

        return found;
    }

    /// <summary>A place between two pairs.</summary>
    internal struct Cursor
    {
        public int Step, Row;
    }

    /// <summary>Rows that lie next to each other.</summary>
    internal struct Stretch
    {
        public int First, Length;

        public readonly int End => First + Length;
    }
}
