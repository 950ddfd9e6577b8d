using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Small operations on sequences [T, B, stride].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SequenceKernels
{
    private readonly GpuDevice _device;

    internal SequenceKernels(GpuDevice device) => _device = device;

    /// <summary>Clears the slots of rows past their last step: slot t + <paramref name="shift"/> for each step t.</summary>
    public void ClearEnded(StepLayout time, ArrayView<float> store, int stride, int shift) =>
        _device.Launch(Clear, _device.OnePer((long)time.Steps * time.Batch * stride), time, store, stride, shift);

    /// <summary>to = from, or to += from, for <paramref name="count"/> values.</summary>
    public void Copy(ArrayView<float> from, ArrayView<float> to, int count, bool add) =>
        _device.Launch(CopyValues, _device.OnePer(count), from, to, count, add ? 1 : 0);

    /// <summary>
    /// The last valid step of each row to [B, groups x stride]; of two directions, step 0 of the second.
    /// </summary>
    public void GatherLast(StepLayout time, ArrayView<float> sequence, int groups, int stride, ArrayView<float> last) =>
        _device.Launch(Gather, _device.OnePer((long)time.Batch * groups * stride), time, sequence, groups, stride, last);

    /// <summary>Adds the gradient of what <see cref="GatherLast"/> gave to that of the sequence.</summary>
    public void ScatterLast(StepLayout time, ArrayView<float> lastGradient, int groups, int stride, ArrayView<float> gradient) =>
        _device.Launch(Scatter, _device.OnePer((long)time.Batch * groups * stride), time, lastGradient, groups, stride, gradient);

    /// <summary>y_t = both directions joined, plus x_t where one is given; 0 past a row's end.</summary>
    /// <param name="merge">How they are joined.</param>
    /// <param name="time">Steps and rows.</param>
    /// <param name="forward">h after each step, [T, B, stride].</param>
    /// <param name="reverse">The other direction's; empty where there is one.</param>
    /// <param name="stride">Values of a row of a direction.</param>
    /// <param name="input">x, added; empty for none.</param>
    /// <param name="inputChannels">Its channels.</param>
    /// <param name="output">y.</param>
    /// <param name="outputChannels">Its channels.</param>
    public void Join(
        Merge merge, StepLayout time, ArrayView<float> forward, ArrayView<float> reverse, int stride,
        ArrayView<float> input, Channels inputChannels, ArrayView<float> output, Channels outputChannels) => _device.Launch(
        JoinSteps, _device.OnePer((long)time.Steps * time.Batch * outputChannels.Width), (int)merge, time, forward, reverse, stride,
        input, inputChannels, output, outputChannels);

    /// <summary>dx_t += dy_t at valid steps, whose channels may be grouped in different ways.</summary>
    public void AddChannels(
        StepLayout time, ArrayView<float> from, Channels fromChannels, ArrayView<float> to, Channels toChannels) => _device.Launch(
        AddSteps, _device.OnePer((long)time.Steps * time.Batch * fromChannels.Count), time, from, fromChannels, to, toChannels);

    /// <summary>The last states of both directions joined, [B, lastStride]; the reverse one ends at step 0.</summary>
    public void JoinLast(
        Merge merge, StepLayout time, ArrayView<float> forward, ArrayView<float> reverse, int stride, ArrayView<float> last,
        int lastStride) => _device.Launch(
        JoinLastRows, _device.OnePer((long)time.Batch * lastStride), (int)merge, time, forward, reverse, stride, last, lastStride);

    /// <summary>
    /// Adds one direction's share of the gradient of what <see cref="JoinLast"/> wrote to that of its last state, [B, stride].
    /// </summary>
    /// <param name="merge">How the directions are joined.</param>
    /// <param name="time">Steps and rows.</param>
    /// <param name="lastGradient">[B, <paramref name="lastStride"/>].</param>
    /// <param name="lastStride">Values from one row to the next.</param>
    /// <param name="other">Store of the other direction's states, T + 1 slots.</param>
    /// <param name="stride">Values of a row of the direction.</param>
    /// <param name="reverse">Whether this direction is the reverse one.</param>
    /// <param name="gradient">Gradient of this direction's last state, [B, stride].</param>
    public void AddLastGradient(
        Merge merge, StepLayout time, ArrayView<float> lastGradient, int lastStride, ArrayView<float> other, int stride, bool reverse,
        ArrayView<float> gradient) =>
        _device.Launch(
            AddLastRows, _device.OnePer((long)time.Batch * stride), (int)merge, time, lastGradient, lastStride, other, stride,
            reverse ? 1 : 0, gradient);

    private static void JoinLastRows(
        int merge, StepLayout time, ArrayView<float> forward, ArrayView<float> reverse, int stride, ArrayView<float> last, int lastStride)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / lastStride, place = at % lastStride;
        if (row >= time.Batch)
            return;
        float f = forward[((time.Lengths[row] - 1) * time.Batch + row) * stride + place % stride],
            r = reverse[row * stride + place % stride];
        last[at] = merge == (int)Merge.Concatenate ? (place < stride ? f : r)
            : merge == (int)Merge.Multiply ? f * r : merge == (int)Merge.Average ? (f + r) * 0.5f : f + r;
    }

    private static void AddLastRows(
        int merge, StepLayout time, ArrayView<float> lastGradient, int lastStride, ArrayView<float> other, int stride, int reverse,
        ArrayView<float> gradient)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / stride, unit = at % stride;
        if (row >= time.Batch)
            return;
        float from = lastGradient[row * lastStride + (merge == (int)Merge.Concatenate && reverse != 0 ? stride : 0) + unit];
        if (merge == (int)Merge.Average)
            from *= 0.5f;
        if (merge == (int)Merge.Multiply)
            from *= other[((reverse != 0 ? time.Lengths[row] : 0) * time.Batch + row) * stride + unit];
        gradient[at] += from;
    }

    /// <summary>last += from at each row's last step; last is [B, channels].</summary>
    public void AddLastStep(StepLayout time, ArrayView<float> from, Channels fromChannels, ArrayView<float> last, Channels lastChannels) =>
        _device.Launch(AddLast, _device.OnePer((long)time.Batch * fromChannels.Count), time, from, fromChannels, last, lastChannels);

    /// <summary>to += lastGradient at each row's last step; the gradient is [B, channels].</summary>
    public void AddLastStepGradient(
        StepLayout time, ArrayView<float> lastGradient, Channels lastChannels, ArrayView<float> to, Channels toChannels) =>
        _device.Launch(AddToLast, _device.OnePer((long)time.Batch * toChannels.Count), time, lastGradient, lastChannels, to, toChannels);

    private static void AddLast(StepLayout time, ArrayView<float> from, Channels fromChannels, ArrayView<float> last, Channels lastChannels)
    {
        int count = fromChannels.Groups * fromChannels.Size, at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / count;
        if (row < time.Batch)
            last[At(lastChannels, row, at % count)] += from[At(fromChannels, (time.Lengths[row] - 1) * time.Batch + row, at % count)];
    }

    private static void AddToLast(
        StepLayout time, ArrayView<float> lastGradient, Channels lastChannels, ArrayView<float> to, Channels toChannels)
    {
        int count = toChannels.Groups * toChannels.Size, at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / count;
        if (row < time.Batch)
            to[At(toChannels, (time.Lengths[row] - 1) * time.Batch + row, at % count)] += lastGradient[At(lastChannels, row, at % count)];
    }

    private static int At(Channels channels, int row, int channel) => row * channels.Groups * Pad(channels.Size) + Place(channels, channel);

    private static void Clear(StepLayout time, ArrayView<float> store, int stride, int shift)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / stride % time.Batch, t = at / stride / time.Batch;
        if (t < time.Steps && !time.IsValid(t, row))
            store[shift * time.Batch * stride + at] = 0f;
    }

    private static void CopyValues(ArrayView<float> from, ArrayView<float> to, int count, int add)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at < count)
            to[at] = add != 0 ? to[at] + from[at] : from[at];
    }

    private static int LastAt(StepLayout time, int row, int group, int groups, int stride) =>
        (((group == 0 ? time.Lengths[row] - 1 : 0) * time.Batch + row) * groups + group) * stride;

    private static void Gather(StepLayout time, ArrayView<float> sequence, int groups, int stride, ArrayView<float> last)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / (groups * stride);
        if (row < time.Batch)
            last[at] = sequence[LastAt(time, row, at / stride % groups, groups, stride) + at % stride];
    }

    private static void Scatter(StepLayout time, ArrayView<float> lastGradient, int groups, int stride, ArrayView<float> gradient)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / (groups * stride);
        if (row < time.Batch)
            gradient[LastAt(time, row, at / stride % groups, groups, stride) + at % stride] += lastGradient[at];
    }

    private static void JoinSteps(
        int merge, StepLayout time, ArrayView<float> forward, ArrayView<float> reverse, int stride,
        ArrayView<float> input, Channels inputChannels, ArrayView<float> output, Channels outputChannels)
    {
        int width = outputChannels.Groups * Pad(outputChannels.Size), at = Grid.IdxX * Group.DimX + Group.IdxX;
        int pair = at / width, place = at % width, row = pair % time.Batch, t = pair / time.Batch;
        if (t >= time.Steps)
            return;
        if (!time.IsValid(t, row))
        {
            output[at] = 0f;
            return;
        }

        float f = forward[pair * stride + place % stride], r = reverse.Length > 0 ? reverse[pair * stride + place % stride] : 0f;
        float joined = reverse.Length == 0 ? f : merge == (int)Merge.Concatenate ? (place < stride ? f : r)
            : merge == (int)Merge.Multiply ? f * r : merge == (int)Merge.Average ? (f + r) * 0.5f : f + r;
        int within = place % Pad(outputChannels.Size);
        if (input.Length > 0 && within < outputChannels.Size)
        {
            int channel = place / Pad(outputChannels.Size) * outputChannels.Size + within;
            joined += input[pair * inputChannels.Groups * Pad(inputChannels.Size) + Place(inputChannels, channel)];
        }

        output[at] = joined;
    }

    private static void AddSteps(StepLayout time, ArrayView<float> from, Channels fromChannels, ArrayView<float> to, Channels toChannels)
    {
        int count = fromChannels.Groups * fromChannels.Size, at = Grid.IdxX * Group.DimX + Group.IdxX;
        int pair = at / count, channel = at % count, row = pair % time.Batch, t = pair / time.Batch;
        if (t < time.Steps && time.IsValid(t, row))
        {
            to[pair * toChannels.Groups * Pad(toChannels.Size) + Place(toChannels, channel)] +=
                from[pair * fromChannels.Groups * Pad(fromChannels.Size) + Place(fromChannels, channel)];
        }
    }

    private static int Place(Channels channels, int channel) => channel / channels.Size * Pad(channels.Size) + channel % channels.Size;

    private static int Pad(int size) => (size + 7) / 8 * 8;
}
