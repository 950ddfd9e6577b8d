using System.Runtime.InteropServices;

namespace LstmGen.Data;

/// <summary>The rows of a series while they are read: put in order of time, and gaps filled.</summary>
internal sealed class SeriesRows(string path, int[] columns, bool hasTimes, MissingValues missing)
{
    private readonly List<float> _values = [];
    private readonly List<DateTime> _times = [];

    // Where each row stands in the file, for messages.
    private readonly List<int> _places = [];

    public int Count => _places.Count;

    /// <summary>Takes the table's row; false where it is dropped.</summary>
    public bool Add(CsvTable table, CellNumbers numbers, TimeColumns? time)
    {
        var begin = _values.Count;
        var isWhole = true;
        foreach (var column in columns)
        {
            var value = numbers.Read(table, column);
            isWhole &= !float.IsNaN(value);
            _values.Add(value);
        }

        var at = time?.Read(table, mayMiss: missing == MissingValues.Drop);
        isWhole &= time is null || at is not null;
        if (missing == MissingValues.Drop && !isWhole)
        {
            _values.RemoveRange(begin, columns.Length);
            return false;
        }

        _places.Add(table.Row);
        if (at is { } given)
            _times.Add(given);
        return true;
    }

    /// <summary>Checks the order of time, or makes it.</summary>
    /// <exception cref="DataFormatException">A row is earlier than the one before it or of the same time, and that is not
    /// allowed.</exception>
    public void Order(TimeOrder order, RepeatedTimes repeated)
    {
        var rows = Enumerable.Range(0, Count);
        if (order == TimeOrder.Sort)
            rows = rows.OrderBy(row => _times[row]);
        var kept = new List<int>(Count);
        foreach (var row in rows)
        {
            var difference = kept.Count == 0 ? 1 : _times[row].CompareTo(_times[kept[^1]]);
            if (difference < 0 && order == TimeOrder.Required)
                throw Error(
                    row, $"is earlier than the row before it, {_times[kept[^1]]:yyyy-MM-dd HH:mm:ss}. Sort the file, or set TimeOrder.");
            if (difference == 0 && repeated == RepeatedTimes.Refuse)
                throw Error(
                    row, $"is the time of row {_places[kept[^1]]} too. Remove one of them, or say with RepeatedTimes which rows are kept.");
            if (difference == 0 && repeated == RepeatedTimes.Last)
                kept[^1] = row;
            else if (difference != 0 || repeated != RepeatedTimes.First)
                kept.Add(row);
        }

        Take(kept);
    }

    /// <summary>The values, <c>[N, F]</c>, gaps filled as the options say.</summary>
    /// <exception cref="DataFormatException">A gap has no value on a side that is needed.</exception>
    public float[] Fill(IReadOnlyList<string> header)
    {
        float[] values = [.. _values];
        for (var c = 0; c < columns.Length && missing != MissingValues.Refuse; c++)
        {
            if (Gaps.Fill(values, c, columns.Length, Count, missing, CollectionsMarshal.AsSpan(_times)) is var (row, side))
                throw new DataFormatException(
                    path, _places[row], header[columns[c]],
                    $"the value is missing and none {side} it can stand for it. Remove the row, or set Missing = MissingValues.Drop"
                    + (side == "after" ? " or CarryForward." : "."));
        }

        return values;
    }

    public TimeSeries ToSeries(IReadOnlyList<string> header) =>
        new(Fill(header), Array.ConvertAll(columns, c => header[c]), hasTimes ? _times.ToArray() : null, timesInAnyOrder: true);

    private void Take(List<int> rows)
    {
        var values = new float[(long)rows.Count * columns.Length];
        var span = CollectionsMarshal.AsSpan(_values);
        for (var i = 0; i < rows.Count; i++)
            span.Slice(rows[i] * columns.Length, columns.Length).CopyTo(values.AsSpan(i * columns.Length));
        DateTime[] times = [.. rows.Select(row => _times[row])];
        int[] places = [.. rows.Select(row => _places[row])];
        _values.Clear();
        _values.AddRange(values);
        _times.Clear();
        _times.AddRange(times);
        _places.Clear();
        _places.AddRange(places);
    }

    private DataFormatException Error(int row, string problem) =>
        new(path, _places[row], null, $"{_times[row]:yyyy-MM-dd HH:mm:ss} {problem}");
}
