using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Pooling over the valid steps of each row, [T, B, stride] to [B, stride]; a thread has one channel of a row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PoolingKernels
{
    private readonly GpuDevice _device;

    internal PoolingKernels(GpuDevice device) => _device = device;

    /// <summary>p = 1/n sum_t x_t.</summary>
    public void Mean(StepLayout time, ArrayView<float> sequence, int stride, ArrayView<float> pooled) =>
        _device.Launch(MeanRows, _device.OnePer((long)time.Batch * stride), time, sequence, stride, pooled);

    /// <summary>dx_t += 1/n dp.</summary>
    public void MeanBackward(StepLayout time, ArrayView<float> pooledGradient, int stride, ArrayView<float> gradient) =>
        _device.Launch(SpreadRows, _device.OnePer((long)time.Steps * time.Batch * stride), time, pooledGradient, stride, gradient);

    /// <summary>p = max_t x_t; a NaN is the maximum of its channel.</summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="sequence">x, [T, B, stride].</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="pooled">p, [B, stride].</param>
    /// <param name="steps">Receives the first step that has the maximum, [B, stride]; empty where no gradient will be asked for.</param>
    public void Max(StepLayout time, ArrayView<float> sequence, int stride, ArrayView<float> pooled, ArrayView<float> steps) =>
        _device.Launch(MaxRows, _device.OnePer((long)time.Batch * stride), time, sequence, stride, pooled, steps);

    /// <summary>dx_t += dp where step t is the first that has the maximum.</summary>
    public void MaxBackward(
        StepLayout time, ArrayView<float> pooledGradient, ArrayView<float> steps, int stride, ArrayView<float> gradient) =>
        _device.Launch(ReturnRows, _device.OnePer((long)time.Batch * stride), time, pooledGradient, steps, stride, gradient);

    private static void MeanRows(StepLayout time, ArrayView<float> sequence, int stride, ArrayView<float> pooled)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at >= time.Batch * stride)
            return;
        int length = time.Lengths[at / stride];
        float sum = 0f;
        for (int t = 0; t < length; t++)
            sum += sequence[t * time.Batch * stride + at];
        pooled[at] = sum * (1f / length);
    }

    private static void SpreadRows(StepLayout time, ArrayView<float> pooledGradient, int stride, ArrayView<float> gradient)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / stride % time.Batch, t = at / stride / time.Batch;
        if (t < time.Steps && time.IsValid(t, row))
            gradient[at] += pooledGradient[row * stride + at % stride] * (1f / time.Lengths[row]);
    }

    private static void MaxRows(StepLayout time, ArrayView<float> sequence, int stride, ArrayView<float> pooled, ArrayView<float> steps)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at >= time.Batch * stride)
            return;
        int length = time.Lengths[at / stride], best = 0;
        float max = sequence[at];
        for (int t = 1; t < length; t++)
        {
            float x = sequence[t * time.Batch * stride + at];
            // A NaN is kept, and comes in because it compares false.
            if (!float.IsNaN(max) && !(x <= max))
                (max, best) = (x, t);
        }

        pooled[at] = max;
        if (steps.Length > 0)
            steps[at] = best;
    }

    private static void ReturnRows(
        StepLayout time, ArrayView<float> pooledGradient, ArrayView<float> steps, int stride, ArrayView<float> gradient)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at < time.Batch * stride)
            gradient[(int)steps[at] * time.Batch * stride + at] += pooledGradient[at];
    }
}
