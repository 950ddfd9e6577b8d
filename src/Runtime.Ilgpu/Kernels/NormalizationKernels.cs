using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Layer normalisation (Ba et al. 2016, arXiv:1607.06450): a group of threads takes a row, whose padding counts nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NormalizationKernels
{
    private readonly GpuDevice _device;

    internal NormalizationKernels(GpuDevice device) => _device = device;

    /// <summary>n = (x - mean) / sqrt(variance + epsilon), row by row; padding is left as it is.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="from">x.</param>
    /// <param name="fromPlaces">How a row of x is stored.</param>
    /// <param name="normal">n; may be x where both are stored alike.</param>
    /// <param name="normalPlaces">How a row of n is stored.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="scales">Gets 1 / sqrt(variance + epsilon), [rows]; empty where nobody wants it.</param>
    public void Forward(
        int rows, ArrayView<float> from, RowPlaces fromPlaces, ArrayView<float> normal, RowPlaces normalPlaces, float epsilon,
        ArrayView<float> scales) =>
        _device.Launch(ForwardRows, Groups(rows, fromPlaces), from, fromPlaces, normal, normalPlaces, epsilon, scales);

    /// <summary>dx = scale (g dy - mean(g dy) - n mean(g dy n)), where dy is the gradient of n * g.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="gradient">dy, stored like n.</param>
    /// <param name="gain">g, [real values].</param>
    /// <param name="normal">n.</param>
    /// <param name="normalPlaces">How a row of n is stored.</param>
    /// <param name="scales">What <see cref="Forward"/> left, [rows].</param>
    /// <param name="to">dx.</param>
    /// <param name="toPlaces">How a row of dx is stored.</param>
    public void Backward(
        int rows, ArrayView<float> gradient, ArrayView<float> gain, ArrayView<float> normal, RowPlaces normalPlaces,
        ArrayView<float> scales,
        ArrayView<float> to, RowPlaces toPlaces) =>
        _device.Launch(BackwardRows, Groups(rows, toPlaces), gradient, gain, normal, normalPlaces, scales, to, toPlaces);

    /// <summary>y = n * weight + bias at valid steps, 0 past a row's end; y and n may be the same.</summary>
    public void ScaleAndShift(
        StepLayout time, ArrayView<float> normal, ArrayView<float> weight, ArrayView<float> bias, int stride, ArrayView<float> y) =>
        _device.Launch(ScaleSteps, _device.OnePer((long)time.Steps * time.Batch * stride), time, normal, weight, bias, stride, y);

    // As many threads as divide the work well: a power of two.
    private KernelConfig Groups(int rows, RowPlaces places)
    {
        int threads = 1;
        while (threads < places.Count && threads < GroupSum.MostThreads)
            threads *= 2;
        return new KernelConfig(rows, _device.GroupSize(threads));
    }

    private static void ForwardRows(
        ArrayView<float> from, RowPlaces fromPlaces, ArrayView<float> normal, RowPlaces normalPlaces, float epsilon,
        ArrayView<float> scales)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupSum.MostThreads);
        int row = Grid.IdxX, count = fromPlaces.Count, x = row * fromPlaces.Stride, n = row * normalPlaces.Stride;
        float sum = 0f, squares = 0f;
        for (int i = Group.IdxX; i < count; i += Group.DimX)
            sum += from[x + fromPlaces.Place(i)];
        float mean = GroupSum.Of(sum, shared) / count;
        for (int i = Group.IdxX; i < count; i += Group.DimX)
        {
            float centred = from[x + fromPlaces.Place(i)] - mean;
            squares += centred * centred;
        }

        float scale = 1f / MathF.Sqrt(GroupSum.Of(squares, shared) / count + epsilon);
        for (int i = Group.IdxX; i < count; i += Group.DimX)
            normal[n + normalPlaces.Place(i)] = (from[x + fromPlaces.Place(i)] - mean) * scale;
        if (Group.IdxX == 0 && scales.Length > 0)
            scales[row] = scale;
    }

    private static void BackwardRows(
        ArrayView<float> gradient, ArrayView<float> gain, ArrayView<float> normal, RowPlaces normalPlaces, ArrayView<float> scales,
        ArrayView<float> to, RowPlaces toPlaces)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupSum.MostThreads);
        int row = Grid.IdxX, count = toPlaces.Count, n = row * normalPlaces.Stride, dx = row * toPlaces.Stride;
        float sum = 0f, dot = 0f;
        for (int i = Group.IdxX; i < count; i += Group.DimX)
        {
            float slope = gain[i] * gradient[n + normalPlaces.Place(i)];
            sum += slope;
            dot += slope * normal[n + normalPlaces.Place(i)];
        }

        float mean = GroupSum.Of(sum, shared) / count, share = GroupSum.Of(dot, shared) / count, scale = scales[row];
        for (int i = Group.IdxX; i < count; i += Group.DimX)
        {
            int place = n + normalPlaces.Place(i);
            to[dx + toPlaces.Place(i)] = (gain[i] * gradient[place] - mean - normal[place] * share) * scale;
        }
    }

    private static void ScaleSteps(
        StepLayout time, ArrayView<float> normal, ArrayView<float> weight, ArrayView<float> bias, int stride, ArrayView<float> y)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, pair = at / stride, channel = at % stride;
        if (pair >= time.Steps * time.Batch)
            return;
        bool real = channel < weight.IntLength && time.IsValid(pair / time.Batch, pair % time.Batch);
        y[at] = real ? normal[at] * weight[channel] + bias[channel] : 0f;
    }
}
