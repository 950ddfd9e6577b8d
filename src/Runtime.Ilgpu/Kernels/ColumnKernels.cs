using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Features of which some columns hold categories, as <see cref="FeatureColumns"/> has them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ColumnKernels
{
    private readonly GpuDevice _device;

    internal ColumnKernels(GpuDevice device) => _device = device;

    /// <summary>Copies <paramref name="count"/> channels from <paramref name="at"/> to <paramref name="toAt"/> on at valid steps.</summary>
    public void Copy(StepLayout time, ArrayView<float> from, int stride, int at, ArrayView<float> to, int toStride, int toAt, int count) =>
        _device.Launch(
            CopyValues, _device.OnePer((long)time.Steps * time.Batch * count), time, from, stride, at, to, toStride, toAt, count);

    /// <summary>Copies each valid step's vector to channels from <paramref name="at"/> on.</summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="ids">[T, B].</param>
    /// <param name="table">[vocabulary, size].</param>
    /// <param name="size">Values of a vector.</param>
    /// <param name="output">[T, B, stride].</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="at">First channel of the vectors.</param>
    public void Gather(
        StepLayout time, ArrayView<int> ids, ArrayView<float> table, int size, ArrayView<float> output, int stride, int at) =>
        _device.Launch(GatherValues, _device.OnePer((long)time.Steps * time.Batch * size), time, ids, table, size, output, stride, at);

    private static void CopyValues(
        StepLayout time, ArrayView<float> from, int stride, int at, ArrayView<float> to, int toStride, int toAt, int count)
    {
        int place = Grid.IdxX * Group.DimX + Group.IdxX, pair = place / count, column = place % count;
        if (pair < time.Steps * time.Batch && time.IsValid(pair / time.Batch, pair % time.Batch))
            to[pair * toStride + toAt + column] = from[pair * stride + at + column];
    }

    private static void GatherValues(
        StepLayout time, ArrayView<int> ids, ArrayView<float> table, int size, ArrayView<float> output, int stride, int at)
    {
        int place = Grid.IdxX * Group.DimX + Group.IdxX, pair = place / size, column = place % size;
        if (pair < time.Steps * time.Batch && time.IsValid(pair / time.Batch, pair % time.Batch))
            output[pair * stride + at + column] = table[ids[pair] * size + column];
    }
}
