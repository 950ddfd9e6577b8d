using LstmGen.Data;

namespace LstmGen.Samples;

/// <summary>Makes recordings of rows of a file: whole, in windows, or each row for itself.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">Columns of numbers; where <paramref name="number"/> is named, the last is that.</param>
/// <param name="number">Name of the column of a recording's number, or null.</param>
internal sealed class RecordingCut(string path, int columns, string? number)
{
    private readonly int _channels = number is null ? columns : columns - 1;

    /// <summary>Rows that no window has.</summary>
    public int Left { get; private set; }

    /// <summary>Names of the channels.</summary>
    public IReadOnlyList<string> Channels(IReadOnlyList<string> names) => [.. names.Take(_channels)];

    /// <summary>All rows as one recording, which must have one label.</summary>
    public Recording Whole(CsvRecording recording)
    {
        string label = recording.Labels[0];
        return recording.Labels.FirstOrDefault(other => other != label) is not { } second ? Take(
            recording, 0, recording.Labels.Count, label) : throw new DataFormatException(
            path, 0, null,
            $"recording '{recording.Name}' has the labels '{label}' and '{second}'. A recording has one; "
            + "cut it by --window, or name another --sequence-column.");
    }

    /// <summary>Windows, each with its most frequent label.</summary>
    public IReadOnlyList<Recording> Windows(CsvRecording recording, int window, int stride)
    {
        var windows = new List<Recording>();
        int rows = recording.Labels.Count, first = 0;
        for (; first + window <= rows; first += stride)
            windows.Add(
                Take(
                    recording, first, window,
                    recording.Labels.Skip(first).Take(window).CountBy(label => label).MaxBy(count => count.Value).Key));
        Left += windows.Count == 0 ? rows : Math.Max(0, rows - (first - stride + window));
        return windows;
    }

    /// <summary>Each row as a recording of one channel, whose steps are the columns.</summary>
    public IEnumerable<Recording> Rows(CsvRecording recording)
    {
        if (_channels < 2)
            throw new DataFormatException(
                path, 0, null,
                "a row is a recording where neither --sequence-column nor --window is given, and has one number. Give one of them.");
        for (int row = 0; row < recording.Labels.Count; row++)
            yield return new Recording(
                recording.Values.AsSpan(row * columns, _channels).ToArray(), recording.Labels[row],
                number is null ? 0 : recording.Values[(row + 1) * columns - 1]);
    }

    private Recording Take(CsvRecording recording, int first, int rows, string label)
    {
        var values = new float[rows * _channels];
        for (int t = 0; t < rows; t++)
            recording.Values.AsSpan((first + t) * columns, _channels).CopyTo(values.AsSpan(t * _channels));
        return new Recording(values, label, number is null ? 0 : Number(recording, first, rows));
    }

    private float Number(CsvRecording recording, int first, int rows)
    {
        float value = recording.Values[(first + 1) * columns - 1];
        for (int t = first; t < first + rows; t++)
        {
            float other = recording.Values[(t + 1) * columns - 1];
            if (other != value)
                throw new DataFormatException(
                    path, 0, number,
                    $"rows of one recording{(recording.Name.Length > 0 ? $" ('{recording.Name}')" : "")} have {Digits.Show(value)} and "
                    + $"{Digits.Show(other)}. Give all rows of a recording the same number.");
        }

        return value;
    }
}
