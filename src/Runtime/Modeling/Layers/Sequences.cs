using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Small operations on sequences [T, B, stride].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Sequences
{
    /// <summary>Clears rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) at every step.</summary>
    public static void Clear(TimeLayout time, Span<float> sequence, int stride, int rowBegin, int rowEnd)
    {
        for (int t = 0; t < time.Steps; t++)
            sequence.Slice((t * time.Batch + rowBegin) * stride, (rowEnd - rowBegin) * stride).Clear();
    }

    /// <summary>Adds rows of <paramref name="source"/> to those of <paramref name="destination"/> at every step.</summary>
    public static void Add(TimeLayout time, ReadOnlySpan<float> source, int stride, Span<float> destination, int rowBegin, int rowEnd)
    {
        int count = (rowEnd - rowBegin) * stride;
        for (int t = 0; t < time.Steps; t++)
        {
            int first = (t * time.Batch + rowBegin) * stride;
            Elementwise.AddInPlace(destination.Slice(first, count), source.Slice(first, count));
        }
    }

    /// <summary>Copies rows with padding after each group of channels to rows with padding at the end only.</summary>
    public static void Pack(
        TimeLayout time, ReadOnlySpan<float> source, Channels channels, Span<float> destination, int stride, int rowBegin, int rowEnd)
    {
        int groupStride = channels.Width / channels.Groups;
        bool same = IsPacked(channels, stride);
        for (int t = 0; t < time.Steps; t++)
        {
            if (same)
            {
                int first = (t * time.Batch + rowBegin) * stride, count = (rowEnd - rowBegin) * stride;
                source.Slice(first, count).CopyTo(destination[first..]);
                continue;
            }

            for (int row = rowBegin; row < rowEnd; row++)
            {
                int at = t * time.Batch + row;
                Span<float> to = destination.Slice(at * stride, stride);
                for (int group = 0; group < channels.Groups; group++)
                    source.Slice(at * channels.Width + group * groupStride, channels.Size).CopyTo(to[(group * channels.Size)..]);
                to[channels.Count..].Clear();
            }
        }
    }

    /// <summary>Adds rows packed as by <see cref="Pack"/> to rows with padding after each group, at valid steps.</summary>
    public static void AddUnpacked(
        TimeLayout time, ReadOnlySpan<float> source, int stride, Channels channels, Span<float> destination, int rowBegin, int rowEnd)
    {
        int groupStride = channels.Width / channels.Groups;
        bool same = IsPacked(channels, stride);
        for (int t = 0; t < time.Steps; t++)
        {
            int end = Math.Min(time.Active[t], rowEnd);
            if (same && end > rowBegin)
            {
                int first = (t * time.Batch + rowBegin) * stride, count = (end - rowBegin) * stride;
                Elementwise.AddInPlace(destination.Slice(first, count), source.Slice(first, count));
                continue;
            }

            for (int row = rowBegin; row < end; row++)
            {
                int at = t * time.Batch + row;
                for (int group = 0; group < channels.Groups; group++)
                {
                    Elementwise.AddInPlace(
                        destination.Slice(at * channels.Width + group * groupStride, channels.Size),
                        source.Slice(at * stride + group * channels.Size, channels.Size));
                }
            }
        }
    }

    // One group, and rows of equal length: the padding, zero on both sides, lies at the end either way.
    private static bool IsPacked(Channels channels, int stride) => channels.Groups == 1 && channels.Width == stride;
}
