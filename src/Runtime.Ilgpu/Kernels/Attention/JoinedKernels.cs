using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Moves sequences into and out of rows that hold several vectors side by side, as <see cref="JoinedChannels"/> does.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JoinedKernels
{
    private readonly GpuDevice _device;

    internal JoinedKernels(GpuDevice device) => _device = device;

    /// <summary>
    /// Copies a sequence to channels [<paramref name="at"/>, at + channels) of wider rows; whole rows are 0 past a row's end.
    /// </summary>
    public void Place(StepLayout time, ArrayView<float> source, Channels channels, ArrayView<float> joined, int stride, int at) =>
        _device.Launch(PlaceValues, _device.OnePer((long)time.Steps * time.Batch * stride), time, source, channels, joined, stride, at);

    /// <summary>
    /// Copies channels of wider rows to a sequence at valid steps; it is 0 past a row's end. Or adds them, at valid steps.
    /// </summary>
    public void Take(
        StepLayout time, ArrayView<float> joined, int stride, int at, ArrayView<float> destination, Channels channels, bool add) =>
        _device.Launch(
            TakeValues, _device.OnePer((long)time.Steps * time.Batch * channels.Width), time, joined, stride, at, destination, channels,
            add ? 1 : 0);

    private static void PlaceValues(
        StepLayout time, ArrayView<float> source, Channels channels, ArrayView<float> joined, int stride, int at)
    {
        int place = Grid.IdxX * Group.DimX + Group.IdxX, pair = place / stride, column = place % stride, row = pair % time.Batch;
        if (pair >= time.Steps * time.Batch)
            return;
        int channel = column - at, count = channels.Groups * channels.Size;
        if (!time.IsValid(pair / time.Batch, row))
            joined[place] = 0f;
        else if (channel >= 0 && channel < count)
            joined[place] =
                source[pair * channels.Groups * Pad(channels.Size) + channel / channels.Size * Pad(channels.Size)
                    + channel % channels.Size];
        else if (channel >= count && column >= stride - 7)
            joined[place] = 0f; // padding; a context that is written later may stand there too
    }

    private static void TakeValues(
        StepLayout time, ArrayView<float> joined, int stride, int at, ArrayView<float> destination, Channels channels, int add)
    {
        int group = Pad(channels.Size), width = channels.Groups * group;
        int place = Grid.IdxX * Group.DimX + Group.IdxX, pair = place / width, column = place % width, row = pair % time.Batch;
        if (pair >= time.Steps * time.Batch)
            return;
        bool valid = time.IsValid(pair / time.Batch, row) && column % group < channels.Size;
        float value = valid ? joined[pair * stride + at + column / group * channels.Size + column % group] : 0f;
        destination[place] = add != 0 ? destination[place] + value : value;
    }

    private static int Pad(int size) => (size + 7) / 8 * 8;
}
