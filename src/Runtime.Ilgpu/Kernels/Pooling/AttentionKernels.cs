using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// Pooling by attention: s_t = w x_t + b, a = softmax of s over a row's valid steps, p = sum_t a_t x_t. The scores are a dense layer
/// of one output over all steps, whose weight w and bias b are laid out like any other's.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AttentionKernels
{
    /// <summary>Values from one score to the next: a row of gates of one unit.</summary>
    public const int ScoreStride = 8;

    private readonly GpuDevice _device;

    internal AttentionKernels(GpuDevice device)
    {
        _device = device;
        Scores = new DeviceBuffer(device);
    }

    // s, [T, B, 8]; freed with the device.
    private DeviceBuffer Scores { get; }

    /// <summary>Pools [T, B, stride] to [B, stride].</summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="sequence">x.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="weight">w, [stride, 8].</param>
    /// <param name="bias">b, [8].</param>
    /// <param name="attention">Receives a, [B, T]; 0 past a row's end.</param>
    /// <param name="pooled">Receives p.</param>
    public void Forward(
        StepLayout time, ArrayView<float> sequence, int stride, ArrayView<float> weight, ArrayView<float> bias, ArrayView<float> attention,
        ArrayView<float> pooled)
    {
        int pairs = time.Steps * time.Batch;
        Scores.EnsureLength(pairs * ScoreStride);
        _device.Kernels.Products.Multiply(pairs, stride, ScoreStride, sequence, stride, weight, bias, Scores.View, ScoreStride);
        _device.Launch(Normalize, RowPerGroup(time), time, Scores.View, attention);
        _device.Launch(Weigh, _device.OnePer((long)time.Batch * stride), time, attention, sequence, stride, pooled);
    }

    /// <summary>ds_t = a_t (dp x_t - sum_u a_u dp x_u); 0 past a row's end.</summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="sequence">x.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="attention">a, [B, T].</param>
    /// <param name="pooledGradient">dp, [B, stride].</param>
    /// <param name="scoreGradient">Receives ds, [T, B, 8], each followed by zeros.</param>
    public void Backward(
        StepLayout time, ArrayView<float> sequence, int stride, ArrayView<float> attention, ArrayView<float> pooledGradient,
        ArrayView<float> scoreGradient)
    {
        _device.Launch(WeightSlopes, _device.OnePer((long)time.Steps * time.Batch), time, sequence, stride, pooledGradient, scoreGradient);
        _device.Launch(ScoreSlopes, RowPerGroup(time), time, attention, scoreGradient);
    }

    /// <summary>dx_t += a_t dp + ds_t w.</summary>
    public void AddGradient(
        StepLayout time, ArrayView<float> attention, ArrayView<float> pooledGradient, ArrayView<float> scoreGradient,
        ArrayView<float> weight, int stride,
        ArrayView<float> gradient)
    {
        int pairs = time.Steps * time.Batch;
        _device.Launch(Spread, _device.OnePer((long)pairs * stride), time, attention, pooledGradient, stride, gradient);
        _device.Kernels.Products.MultiplyTransposed(
            pairs, ScoreStride, stride, scoreGradient, ScoreStride, weight, gradient, stride, accumulate: true);
    }

    private KernelConfig RowPerGroup(StepLayout time) => new(time.Batch, GroupSums.Threads(_device, time.Steps));

    // A group has a row, a thread some of its steps.
    private static void Normalize(StepLayout time, ArrayView<float> scores, ArrayView<float> attention)
    {
        ArrayView<float> cells = SharedMemory.Allocate<float>(GroupSums.MaxThreads);
        int row = Grid.IdxX, length = time.Lengths[row], at = row * time.Steps;
        float max = LogSpace.Nothing, sum = 0f;
        for (int t = Group.IdxX; t < length; t += Group.DimX)
            max = LogSpace.Max(scores[(t * time.Batch + row) * ScoreStride], max);
        max = GroupSums.Max(cells, max);
        for (int t = Group.IdxX; t < time.Steps; t += Group.DimX)
        {
            float e = t < length ? Exponential.Exp(scores[(t * time.Batch + row) * ScoreStride] - max) : 0f;
            attention[at + t] = e;
            sum += e;
        }

        sum = GroupSums.Sum(cells, sum);
        for (int t = Group.IdxX; t < length; t += Group.DimX)
            attention[at + t] /= sum;
    }

    private static void Weigh(StepLayout time, ArrayView<float> attention, ArrayView<float> sequence, int stride, ArrayView<float> pooled)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / stride;
        if (row >= time.Batch)
            return;
        int length = time.Lengths[row];
        float sum = 0f;
        for (int t = 0; t < length; t++)
            sum += attention[row * time.Steps + t] * sequence[t * time.Batch * stride + at];
        pooled[at] = sum;
    }

    // da_t = dp x_t, a thread for each step of a row.
    private static void WeightSlopes(
        StepLayout time, ArrayView<float> sequence, int stride, ArrayView<float> pooledGradient, ArrayView<float> scoreGradient)
    {
        int pair = Grid.IdxX * Group.DimX + Group.IdxX, row = pair % time.Batch;
        if (pair >= time.Steps * time.Batch)
            return;
        float sum = 0f;
        if (time.IsValid(pair / time.Batch, row))
        {
            for (int i = 0; i < stride; i++)
                sum += pooledGradient[row * stride + i] * sequence[pair * stride + i];
        }

        scoreGradient[pair * ScoreStride] = sum;
        for (int i = 1; i < ScoreStride; i++)
            scoreGradient[pair * ScoreStride + i] = 0f;
    }

    // da_t to ds_t.
    private static void ScoreSlopes(StepLayout time, ArrayView<float> attention, ArrayView<float> scoreGradient)
    {
        ArrayView<float> cells = SharedMemory.Allocate<float>(GroupSums.MaxThreads);
        int row = Grid.IdxX, length = time.Lengths[row], at = row * time.Steps;
        float mean = 0f;
        for (int t = Group.IdxX; t < length; t += Group.DimX)
            mean += attention[at + t] * scoreGradient[(t * time.Batch + row) * ScoreStride];
        mean = GroupSums.Sum(cells, mean);
        for (int t = Group.IdxX; t < length; t += Group.DimX)
        {
            int place = (t * time.Batch + row) * ScoreStride;
            scoreGradient[place] = attention[at + t] * (scoreGradient[place] - mean);
        }
    }

    private static void Spread(
        StepLayout time, ArrayView<float> attention, ArrayView<float> pooledGradient, int stride, ArrayView<float> gradient)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / stride % time.Batch, t = at / stride / time.Batch;
        if (t < time.Steps)
            gradient[at] += attention[row * time.Steps + t] * pooledGradient[row * stride + at % stride];
    }
}
