using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// The (step, row) pairs of a sequence, [T, B], that a sum goes over: those before each row's end, or all; of all rows, or of those that
/// <see cref="TimeLayout"/> says. What it leaves out of a row holds zeros, so that the sum is the same.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ValidPairs
{
    private readonly ReadOnlySpan<int> _active; // rows of each step; empty where all have one
    private readonly int _steps, _batch, _begin, _end;

    /// <summary>Those before each row's end.</summary>
    public ValidPairs(TimeLayout time)
        : this(time, time?.Steps ?? throw new ArgumentNullException(nameof(time)))
    {
        if (time.Ragged)
            _active = time.Active;
    }

    private ValidPairs(TimeLayout time, int steps)
    {
        Count = checked(steps * time.Batch);
        (_steps, _batch, _begin, _end) = time.SumsAll && !time.Ragged
            ? (1, Count, 0, Count) // one stretch
            : (steps, time.Batch, time.SumBegin, time.SumEnd);
    }

    private ValidPairs(int count, int steps, int batch, int begin, int end)
    {
        Count = count;
        (_steps, _batch, _begin, _end) = (steps, batch, begin, end);
    }

    /// <summary>Rows that hold the pairs, with those left out.</summary>
    public int Count { get; }

    /// <summary>Whether the pairs lie next to each other.</summary>
    internal bool IsOneStretch => _steps <= 1;

    /// <summary>The same pairs with those past each row's end.</summary>
    internal ValidPairs Padded =>
        _end - _begin == _batch ? FromInt32(Count) : new(Count, _steps, _batch, _begin, _end);

    /// <summary>All of <paramref name="count"/> rows.</summary>
    public static implicit operator ValidPairs(int count) => FromInt32(count);

    /// <summary>All of <paramref name="count"/> rows.</summary>
    public static ValidPairs FromInt32(int count) => new(count, 1, count, 0, count);

    /// <summary>Those of <paramref name="time"/> with those past each row's end.</summary>
    public static ValidPairs PaddedOf(TimeLayout time) => new ValidPairs(time).Padded;

    /// <summary>Those of one step.</summary>
    internal static ValidPairs OfRows(TimeLayout time) => new ValidPairs(time.Batch, 1, time.Batch, time.SumBegin, time.SumEnd);

    /// <summary>The next pairs in order.</summary>
    /// <param name="cursor">Where the last call ended; its default before the first.</param>
    /// <param name="most">Pairs at most.</param>
    /// <param name="stretches">Receives the rows, with room for as many as <paramref name="most"/> where rows are left out.</param>
    /// <returns>Number of stretches; 0 after the last pair.</returns>
    internal int Next(ref Cursor cursor, int most, Span<Stretch> stretches)
    {
        int found = 0;
        while (most > 0 && cursor.Step < _steps)
        {
            int row = _begin + cursor.Row, end = _active.IsEmpty ? _end : Math.Min(_active[cursor.Step], _end);
            int first = cursor.Step * _batch + row, take = Math.Clamp(end - row, 0, most);
            if (take > 0 && found > 0 && stretches[found - 1].End == first)
                stretches[found - 1].Length += take;
            else if (take > 0)
                stretches[found++] = new() { First = first, Length = take };
            most -= take;
            cursor.Row += take;
            if (row + take >= end)
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
