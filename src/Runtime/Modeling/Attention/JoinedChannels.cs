using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Moves sequences into and out of rows that hold several vectors side by side, without padding between them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JoinedChannels
{
    /// <summary>
    /// Copies a sequence to channels [<paramref name="at"/>, at + channels) of wider rows; whole rows are 0 past a row's end.
    /// </summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="source">[T, B, channels].</param>
    /// <param name="channels">How the source's channels are stored.</param>
    /// <param name="joined">[T, B, stride].</param>
    /// <param name="stride">Values from one row of <paramref name="joined"/> to the next.</param>
    /// <param name="at">First channel.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Place(
        TimeLayout time, ReadOnlySpan<float> source, Channels channels, Span<float> joined, int stride, int at, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        for (int t = 0; t < time.Steps; t++)
        {
            int end = Math.Clamp(time.Active[t], rowBegin, rowEnd), first = t * time.Batch;
            for (int row = rowBegin; row < end; row++)
            {
                Span<float> to = joined.Slice((first + row) * stride, stride);
                CopyRow(source.Slice((first + row) * channels.Width, channels.Width), channels, to[at..]);
                to[(Math.Max(at + channels.Count, stride - Panel.Units + 1))..].Clear();
            }

            joined.Slice((first + end) * stride, (rowEnd - end) * stride).Clear();
        }
    }

    /// <summary>Copies channels of wider rows to a sequence at valid steps; the sequence is 0 past a row's end.</summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="joined">[T, B, stride].</param>
    /// <param name="stride">Values from one row of <paramref name="joined"/> to the next.</param>
    /// <param name="at">First channel.</param>
    /// <param name="destination">[T, B, channels].</param>
    /// <param name="channels">How the destination's channels are stored.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Take(
        TimeLayout time, ReadOnlySpan<float> joined, int stride, int at, Span<float> destination, Channels channels, int rowBegin,
        int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        Sequences.Clear(time, destination, channels.Width, rowBegin, rowEnd);
        AddRows(time, joined, stride, at, destination, channels, rowBegin, rowEnd);
    }

    /// <summary>Adds the first channels of rows to a sequence at valid steps; the parameters are those of <see cref="Take"/>.</summary>
    public static void Add(
        TimeLayout time, ReadOnlySpan<float> joined, int stride, Span<float> destination, Channels channels, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        AddRows(time, joined, stride, 0, destination, channels, rowBegin, rowEnd);
    }

    private static void AddRows(
        TimeLayout time, ReadOnlySpan<float> joined, int stride, int at, Span<float> destination, Channels channels, int rowBegin,
        int rowEnd)
    {
        for (int t = 0; t < time.Steps; t++)
        {
            int end = Math.Min(time.Active[t], rowEnd);
            for (int row = rowBegin; row < end; row++)
            {
                int place = t * time.Batch + row, padded = Panel.Pad(channels.Size);
                for (int group = 0; group < channels.Groups; group++)
                {
                    Elementwise.AddInPlace(
                        destination.Slice(place * channels.Width + group * padded, channels.Size),
                        joined.Slice(place * stride + at + group * channels.Size, channels.Size));
                }
            }
        }
    }

    private static void CopyRow(ReadOnlySpan<float> source, Channels channels, Span<float> to)
    {
        int padded = Panel.Pad(channels.Size);
        for (int group = 0; group < channels.Groups; group++)
            source.Slice(group * padded, channels.Size).CopyTo(to[(group * channels.Size)..]);
    }
}
