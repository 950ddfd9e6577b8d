using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Joins a sequence x with an earlier one, s, and hands gradients back to either. The channels of both may be grouped.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SkipConnection
{
    /// <summary>y_t = [x_t s_t], x_t + s_t, (x_t + s_t) / 2 or x_t * s_t; 0 past a row's end.</summary>
    /// <param name="merge">How they are joined.</param>
    /// <param name="time">Steps and rows.</param>
    /// <param name="x">[T, B, xChannels].</param>
    /// <param name="xChannels">How the channels of x are stored.</param>
    /// <param name="s">[T, B, sChannels].</param>
    /// <param name="sChannels">How the channels of s are stored.</param>
    /// <param name="y">[T, B, <paramref name="stride"/>], one group of channels.</param>
    /// <param name="stride">Values from one row of y to the next.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Forward(
        Merge merge, TimeLayout time, ReadOnlySpan<float> x, Channels xChannels, ReadOnlySpan<float> s, Channels sChannels,
        Span<float> y, int stride, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        JoinedChannels.Place(time, x, xChannels, y, stride, 0, rowBegin, rowEnd);
        if (merge == Merge.Concatenate)
        {
            JoinedChannels.Place(time, s, sChannels, y, stride, xChannels.Count, rowBegin, rowEnd);
            return;
        }

        for (int t = 0; t < time.Steps; t++)
        {
            int end = Math.Min(time.Active[t], rowEnd);
            for (int row = rowBegin; row < end; row++)
            {
                int place = t * time.Batch + row;
                JoinRow(merge, s.Slice(place * sChannels.Width, sChannels.Width), sChannels, y.Slice(place * stride, stride));
            }
        }
    }

    /// <summary>The gradient of x or s from that of y, at valid steps; written, and 0 past a row's end, or added.</summary>
    /// <param name="merge">How they are joined.</param>
    /// <param name="time">Steps and rows.</param>
    /// <param name="dy">[T, B, <paramref name="stride"/>].</param>
    /// <param name="stride">Values from one row of dy to the next.</param>
    /// <param name="at">First channel of dy that counts.</param>
    /// <param name="other">The other one of the two.</param>
    /// <param name="otherChannels">How its channels are stored.</param>
    /// <param name="gradient">[T, B, channels].</param>
    /// <param name="channels">How the channels of the gradient are stored.</param>
    /// <param name="add">Whether it is added.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Backward(
        Merge merge, TimeLayout time, ReadOnlySpan<float> dy, int stride, int at, ReadOnlySpan<float> other, Channels otherChannels,
        Span<float> gradient, Channels channels, bool add, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (!add)
            Sequences.Clear(time, gradient, channels.Width, rowBegin, rowEnd);
        for (int t = 0; t < time.Steps; t++)
        {
            int end = Math.Min(time.Active[t], rowEnd);
            for (int row = rowBegin; row < end; row++)
            {
                int place = t * time.Batch + row;
                ReadOnlySpan<float> from = dy.Slice(place * stride + at, channels.Count);
                Span<float> to = gradient.Slice(place * channels.Width, channels.Width);
                if (merge == Merge.Multiply)
                    AddProduct(from, other.Slice(place * otherChannels.Width, otherChannels.Width), otherChannels, to, channels);
                else
                    AddRow(merge, from, to, channels);
            }
        }
    }

    private static void JoinRow(Merge merge, ReadOnlySpan<float> s, Channels channels, Span<float> y)
    {
        int padded = Panel.Pad(channels.Size);
        for (int group = 0; group < channels.Groups; group++)
        {
            Span<float> to = y.Slice(group * channels.Size, channels.Size);
            ReadOnlySpan<float> from = s.Slice(group * padded, channels.Size);
            if (merge == Merge.Multiply)
                Elementwise.MultiplyInPlace(to, from);
            else
                Elementwise.AddInPlace(to, from);
            if (merge == Merge.Average)
                Elementwise.Scale(to, 0.5f);
        }
    }

    private static void AddRow(Merge merge, ReadOnlySpan<float> from, Span<float> to, Channels channels)
    {
        int padded = Panel.Pad(channels.Size);
        for (int group = 0; group < channels.Groups; group++)
        {
            Span<float> destination = to.Slice(group * padded, channels.Size);
            ReadOnlySpan<float> source = from.Slice(group * channels.Size, channels.Size);
            if (merge == Merge.Average)
                Elementwise.AddScaled(destination, source, 0.5f);
            else
                Elementwise.AddInPlace(destination, source);
        }
    }

    private static void AddProduct(
        ReadOnlySpan<float> from, ReadOnlySpan<float> other, Channels otherChannels, Span<float> to, Channels channels)
    {
        for (int channel = 0; channel < channels.Count; channel++)
            to[channels.Position(channel)] += from[channel] * other[otherChannels.Position(channel)];
    }
}
