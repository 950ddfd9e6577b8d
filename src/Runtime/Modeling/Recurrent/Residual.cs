using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Adds a layer's input to its output. Both have as many channels, which may be grouped in different ways.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Residual
{
    /// <summary>Copies [T, B, stride] at valid steps; zero past a row's end.</summary>
    public static void Start(TimeLayout time, ReadOnlySpan<float> source, int stride, Span<float> output, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        for (int t = 0; t < time.Steps; t++)
        {
            int active = Math.Clamp(time.Active[t], rowBegin, rowEnd);
            int at = (t * time.Batch + rowBegin) * stride, count = (active - rowBegin) * stride;
            source.Slice(at, count).CopyTo(output[at..]);
            output.Slice(at + count, (rowEnd - active) * stride).Clear();
        }
    }

    /// <summary>to_t += from_t at valid steps.</summary>
    public static void Add(
        TimeLayout time, ReadOnlySpan<float> from, Channels fromChannels, Span<float> to, Channels toChannels, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        for (int t = 0; t < time.Steps; t++)
        {
            int active = Math.Min(time.Active[t], rowEnd);
            for (int row = rowBegin; row < active; row++)
            {
                int at = t * time.Batch + row;
                AddRow(from, at, fromChannels, to, at, toChannels);
            }
        }
    }

    /// <summary>last += from at each row's last step; <paramref name="last"/> is [B, channels].</summary>
    public static void AddLast(
        TimeLayout time, ReadOnlySpan<float> from, Channels fromChannels, Span<float> last, Channels lastChannels, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        for (int row = rowBegin; row < rowEnd; row++)
            AddRow(from, (time.Lengths[row] - 1) * time.Batch + row, fromChannels, last, row, lastChannels);
    }

    /// <summary>to += lastGradient at each row's last step; <paramref name="lastGradient"/> is [B, channels].</summary>
    public static void AddLastGradient(
        TimeLayout time, ReadOnlySpan<float> lastGradient, Channels lastChannels, Span<float> to, Channels toChannels, int rowBegin,
        int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        for (int row = rowBegin; row < rowEnd; row++)
            AddRow(lastGradient, row, lastChannels, to, (time.Lengths[row] - 1) * time.Batch + row, toChannels);
    }

    private static void AddRow(ReadOnlySpan<float> from, int fromRow, Channels fromChannels, Span<float> to, int toRow, Channels toChannels)
    {
        ReadOnlySpan<float> source = from.Slice(fromRow * fromChannels.Width, fromChannels.Width);
        Span<float> destination = to.Slice(toRow * toChannels.Width, toChannels.Width);
        if (fromChannels == toChannels)
        {
            Elementwise.AddInPlace(destination, source);
            return;
        }

        for (int channel = 0; channel < fromChannels.Count; channel++)
            destination[toChannels.Position(channel)] += source[fromChannels.Position(channel)];
    }
}
