using System.Globalization;
using System.Runtime.InteropServices;

namespace LstmGen.Data;

/// <summary>Collects the cases of a <c>.ts</c> file, one row each.</summary>
internal sealed class TsCases(string path, TsHeader header, MissingValues missing)
{
    private readonly List<float> _values = [];
    private readonly List<int> _lengths = [];
    private readonly List<int> _classes = [];

    // One case as it stands in the file: channel after channel.
    private readonly List<float> _case = [];
    private int _dropped;

    public void Add(ReadOnlySpan<char> text, int row)
    {
        var end = text.LastIndexOf(':');
        var label = text[(end + 1)..].Trim().ToString();
        if (!header.TryGetClass(label, out var known))
            throw new DataFormatException(
                path, row, null,
                $"class {DataFormatException.Show(label)} is not in @classLabel ({DataFormatException.List(header.Classes, " ")}). "
                    + "Add it there, or correct it.");
        var channels = end < 0 ? [] : text[..end];
        var count = channels.IsEmpty ? 0 : channels.Count(':') + 1;
        if (count == 0 || (header.Dimensions != 0 && count != header.Dimensions))
            throw new DataFormatException(
                path, row, null,
                $"the case has {count} channels, the file has {header.Dimensions}. Separate channels by colons, the class last.");
        header.Dimensions = count;
        var isWhole = ReadChannels(channels, row);
        var length = _case.Count / count;
        if (header.Length > 0 && length != header.Length)
            throw new DataFormatException(
                path, row, null, $"the case has {length} steps, @seriesLength says {header.Length}. Correct one of them.");
        if (!isWhole && missing == MissingValues.Drop)
        {
            _dropped++;
            return;
        }

        if (!isWhole)
            Fill(length, count, row);
        for (var step = 0; step < length; step++)
        {
            for (var channel = 0; channel < count; channel++)
                _values.Add(_case[channel * length + step]);
        }

        _lengths.Add(length);
        _classes.Add(known);
    }

    /// <summary>The cases with a class each.</summary>
    /// <exception cref="DataFormatException">There is none.</exception>
    public SequenceSet ToSet(string head)
    {
        if (_lengths.Count > 0)
            return SequenceSet.FromFeatures([.. _values], header.Dimensions, [.. _lengths]).WithClasses([.. _classes], head);
        throw new DataFormatException(
            path, 0, null,
            _dropped > 0
                ? "all cases have missing values and were dropped. Set Missing to fill them."
                : "there is no case after @data. Use a file with data.");
    }

    /// <summary>Reads the values into the buffer, NaN where one is missing; false where one is.</summary>
    private bool ReadChannels(ReadOnlySpan<char> channels, int row)
    {
        _case.Clear();
        var isWhole = true;
        var (channel, length) = (0, 0);
        foreach (var range in channels.Split(':'))
        {
            var begin = _case.Count;
            foreach (var cell in channels[range].Split(','))
            {
                var value = Number(channels[range][cell].Trim(), row, channel, _case.Count - begin);
                isWhole &= !float.IsNaN(value);
                _case.Add(value);
            }

            if (channel++ == 0)
                length = _case.Count;
            else if (_case.Count - begin != length)
                throw new DataFormatException(
                    path, row, null, $"channel {channel - 1} is not as long as channel 0. All channels of a case need one value per step.");
        }

        return isWhole;
    }

    private float Number(ReadOnlySpan<char> text, int row, int channel, int step)
    {
        var isMissing = text.IsEmpty || text is "?" || text.Equals("NaN", StringComparison.OrdinalIgnoreCase);
        if (isMissing && missing != MissingValues.Refuse)
            return float.NaN;
        return !isMissing && float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw new DataFormatException(
                path, row, null,
                $"channel {channel}, step {step}: {DataFormatException.Show(text.ToString())} is not a finite number. "
                + (isMissing ? "Fill it in, or say with Missing what to do." : "Correct it, or remove the case."));
    }

    private void Fill(int length, int count, int row)
    {
        for (var channel = 0; channel < count; channel++)
        {
            if (Gaps.Fill(CollectionsMarshal.AsSpan(_case), channel * length, 1, length, missing) is var (step, side))
                throw new DataFormatException(
                    path, row, null,
                    $"channel {channel}, step {step}: the value is missing and none {side} it can stand for it. Fill it in, or set "
                    + "Missing = MissingValues.Drop.");
        }
    }
}
