using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Joins a sequence with an earlier one, as <see cref="SkipConnection"/> does.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SkipKernels
{
    private readonly GpuDevice _device;

    internal SkipKernels(GpuDevice device) => _device = device;

    /// <summary>y_t = [x_t s_t], x_t + s_t, (x_t + s_t) / 2 or x_t * s_t; 0 in the padding and past a row's end.</summary>
    public void Forward(
        Merge merge, StepLayout time, ArrayView<float> x, Channels xChannels, ArrayView<float> s, Channels sChannels, ArrayView<float> y,
        int stride) =>
        _device.Launch(
            JoinValues, _device.OnePer((long)time.Steps * time.Batch * stride), (int)merge, time, x, xChannels, s, sChannels, y, stride);

    /// <summary>
    /// The gradient of x or s from channels of dy from <paramref name="at"/> on, at valid steps; written, and 0 past a row's end, or added.
    /// </summary>
    public void Backward(
        Merge merge, StepLayout time, ArrayView<float> dy, int stride, int at, ArrayView<float> other, Channels otherChannels,
        ArrayView<float> gradient, Channels channels, bool add) => _device.Launch(
        BackValues, _device.OnePer((long)time.Steps * time.Batch * channels.Width), (int)merge, time, dy, stride, at, other, otherChannels,
        gradient, channels, add ? 1 : 0);

    private static void JoinValues(
        int merge, StepLayout time, ArrayView<float> x, Channels xChannels, ArrayView<float> s, Channels sChannels, ArrayView<float> y,
        int stride)
    {
        int place = Grid.IdxX * Group.DimX + Group.IdxX, pair = place / stride, channel = place % stride;
        if (pair >= time.Steps * time.Batch)
            return;
        bool valid = time.IsValid(pair / time.Batch, pair % time.Batch);
        int width = xChannels.Groups * xChannels.Size;
        float value = valid && channel < width ? x[At(xChannels, pair, channel)] : 0f;
        int other = merge == (int)Merge.Concatenate ? channel - width : channel;
        if (valid && other >= 0 && other < sChannels.Groups * sChannels.Size)
        {
            float second = s[At(sChannels, pair, other)];
            value = merge == (int)Merge.Multiply ? value * second : value + second;
            if (merge == (int)Merge.Average)
                value *= 0.5f;
        }

        y[place] = value;
    }

    private static void BackValues(
        int merge, StepLayout time, ArrayView<float> dy, int stride, int at, ArrayView<float> other, Channels otherChannels,
        ArrayView<float> gradient, Channels channels, int add)
    {
        int group = Pad(channels.Size), width = channels.Groups * group;
        int place = Grid.IdxX * Group.DimX + Group.IdxX, pair = place / width, column = place % width;
        if (pair >= time.Steps * time.Batch)
            return;
        float value = 0f;
        if (time.IsValid(pair / time.Batch, pair % time.Batch) && column % group < channels.Size)
        {
            int channel = column / group * channels.Size + column % group;
            value = dy[pair * stride + at + channel];
            if (merge == (int)Merge.Multiply)
                value *= other[At(otherChannels, pair, channel)];
            else if (merge == (int)Merge.Average)
                value *= 0.5f;
        }

        gradient[place] = add != 0 ? gradient[place] + value : value;
    }

    private static int At(Channels channels, int pair, int channel) =>
        pair * channels.Groups * Pad(channels.Size) + channel / channels.Size * Pad(channels.Size) + channel % channels.Size;

    private static int Pad(int size) => (size + 7) / 8 * 8;
}
