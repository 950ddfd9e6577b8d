using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Windows over time, laid side by side for one product over the whole sequence.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConvolutionKernels
{
    private readonly GpuDevice _device;

    internal ConvolutionKernels(GpuDevice device) => _device = device;

    /// <summary>A weight [filters, in, kernel] as [filters, kernel, in], the order of a window.</summary>
    public void TapsFirst(ArrayView<float> weight, int inputs, int kernel, DeviceBuffer taps)
    {
        ArgumentNullException.ThrowIfNull(taps);
        taps.EnsureLength(weight.IntLength);
        _device.Launch(Permute, _device.OnePer(weight.Length), weight, inputs, kernel, taps.View);
    }

    /// <summary>Adds the gradient of <see cref="TapsFirst"/>'s result to that of the weight.</summary>
    public void AddTaps(ArrayView<float> taps, int inputs, int kernel, ArrayView<float> gradient) =>
        _device.Launch(AddPermuted, _device.OnePer(gradient.Length), taps, inputs, kernel, gradient);

    /// <summary>The <see cref="WindowShape.Kernel"/> slots that each output sees, side by side, [T, B, window].</summary>
    public void Gather(WindowShape shape, ArrayView<float> store, ArrayView<float> windows) =>
        _device.Launch(GatherValues, _device.OnePer((long)shape.Steps * shape.Batch * shape.Length), shape, store, windows);

    /// <summary>The way back of <see cref="Gather"/>: adds each part of the windows to its slot.</summary>
    public void ScatterAdd(WindowShape shape, ArrayView<float> windows, ArrayView<float> store, int slots) =>
        _device.Launch(AddValues, _device.OnePer((long)slots * shape.Batch * shape.Inner), shape, windows, store, slots);

    private static void Permute(ArrayView<float> weight, int inputs, int kernel, ArrayView<float> taps)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at < taps.IntLength)
            taps[TapsPlace(at, inputs, kernel)] = weight[at];
    }

    private static void AddPermuted(ArrayView<float> taps, int inputs, int kernel, ArrayView<float> gradient)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at < gradient.IntLength)
            gradient[at] += taps[TapsPlace(at, inputs, kernel)];
    }

    private static int TapsPlace(int at, int inputs, int kernel)
    {
        int filter = at / (inputs * kernel), within = at % (inputs * kernel);
        return filter * inputs * kernel + within % kernel * inputs + within / kernel;
    }

    private static void GatherValues(WindowShape shape, ArrayView<float> store, ArrayView<float> windows)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, pair = at / shape.Length, place = at % shape.Length;
        if (pair >= shape.Steps * shape.Batch)
            return;
        int slot = pair / shape.Batch * shape.StepsApart + place / shape.Inner;
        windows[pair * shape.WindowStride + place] = store[(slot * shape.Batch + pair % shape.Batch) * shape.Stride + place % shape.Inner];
    }

    // A thread owns one value of the store and adds the windows that saw it, in the order of the taps.
    private static void AddValues(WindowShape shape, ArrayView<float> windows, ArrayView<float> store, int slots)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, pair = at / shape.Inner, channel = at % shape.Inner;
        if (pair >= slots * shape.Batch)
            return;
        int slot = pair / shape.Batch, row = pair % shape.Batch;
        float sum = store[pair * shape.Stride + channel];
        for (int k = 0; k < shape.Kernel; k++)
        {
            int first = slot - k, t = first / shape.StepsApart;
            if (first >= 0 && first % shape.StepsApart == 0 && t < shape.Steps)
                sum += windows[(t * shape.Batch + row) * shape.WindowStride + k * shape.Inner + channel];
        }

        store[pair * shape.Stride + channel] = sum;
    }
}
