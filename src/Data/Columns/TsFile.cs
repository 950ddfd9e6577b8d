using System.Globalization;

namespace LstmGen.Data;

/// <summary>Labelled series of a <c>.ts</c> file.</summary>
/// <param name="Name">The problem's name.</param>
/// <param name="Set">The series, with one class each for the head asked for.</param>
/// <param name="Classes">The classes' names; the place is the class.</param>
public sealed record TsData(string Name, SequenceSet Set, IReadOnlyList<string> Classes);

/// <summary>
/// Reads the <c>.ts</c> format of aeon and the UCR/UEA archive: a header of <c>@key value</c> rows, then per case its
/// channels separated by colons, values by commas, the class last. Lengths may differ from case to case.
/// </summary>
public static class TsFile
{
    /// <summary>Reads a file. Training and test file have the same header, hence the same classes.</summary>
    /// <exception cref="DataFormatException">
    /// The file is missing or empty, a value is missing or no number, channels differ in length, a class is not in the
    /// header, or the header asks for what is not supported (time stamps, no classes).
    /// </exception>
    public static TsData Read(string path, string head = SequenceSet.DefaultHead)
    {
        var header = new TsHeader(path);
        var values = new List<float>();
        var lengths = new List<int>();
        var classes = new List<int>();
        foreach (var (row, line) in TextFile.Lines(path))
        {
            var text = line.AsSpan().Trim();
            if (text.IsEmpty || text[0] == '#')
                continue;
            if (!header.IsComplete)
                header.Read(text, row);
            else
                lengths.Add(ReadCase(text, header, path, row, values, classes));
        }

        if (lengths.Count == 0)
            throw new DataFormatException(path, 0, null, "there is no case after @data. Use a file with data.");
        var set = SequenceSet.FromFeatures([.. values], header.Dimensions, [.. lengths]).WithClasses([.. classes], head);
        return new TsData(header.Name, set, header.Classes);
    }

    private static int ReadCase(ReadOnlySpan<char> text, TsHeader header, string path, int row, List<float> values, List<int> classes)
    {
        var label = text[(text.LastIndexOf(':') + 1)..].Trim().ToString();
        var known = header.ClassOf(label);
        if (known < 0)
            throw new DataFormatException(
                path, row, null, $"class {DataFormatException.Show(label)} is not in @classLabel ({string.Join(' ', header.Classes)}). Add it there, or correct it.");
        classes.Add(known);
        var channels = text[..Math.Max(0, text.LastIndexOf(':'))];
        var count = channels.IsEmpty ? 0 : channels.Count(':') + 1;
        if (header.Dimensions == 0)
            header.Dimensions = count;
        if (count != header.Dimensions || count == 0)
            throw new DataFormatException(
                path, row, null, $"the case has {count} channels, the file has {header.Dimensions}. Separate channels by colons, the class last.");
        var length = channels[..(channels.IndexOf(':') is var end and >= 0 ? end : channels.Length)].Count(',') + 1;
        var first = values.Count;
        for (var i = 0; i < length * count; i++)
            values.Add(0f);
        var channel = 0;
        foreach (var range in channels.Split(':'))
        {
            var step = 0;
            foreach (var cell in channels[range].Split(','))
            {
                if (step == length)
                    throw Ragged(path, row, channel);
                values[first + step * count + channel] = Number(channels[range][cell], path, row, channel, step);
                step++;
            }

            if (step != length)
                throw Ragged(path, row, channel);
            channel++;
        }

        return length;
    }

    private static float Number(ReadOnlySpan<char> text, string path, int row, int channel, int step) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw new DataFormatException(
                path, row, null,
                $"channel {channel}, step {step}: {DataFormatException.Show(text.Trim().ToString())} is not a finite number. Fill it in, or remove the case.");

    private static DataFormatException Ragged(string path, int row, int channel) => new(
        path, row, null, $"channel {channel} is not as long as channel 0. All channels of a case need one value per step.");
}
