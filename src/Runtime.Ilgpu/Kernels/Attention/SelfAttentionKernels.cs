using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// The part of multi-head attention between its two products, as <see cref="SelfAttention"/> computes it; sums run in one order.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SelfAttentionKernels
{
    private readonly GpuDevice _device;
    private readonly DeviceBuffer _slopes; // ds, laid out as the weights; freed with the device

    internal SelfAttentionKernels(GpuDevice device) => (_device, _slopes) = (device, new DeviceBuffer(device));

    /// <summary>Weights, and the weighted sums; 0 past a row's end. In a stream the sums of one step, over all that it has read.</summary>
    /// <param name="workspace">The batch's.</param>
    /// <param name="time">Steps and rows.</param>
    /// <param name="shape">The layer.</param>
    /// <param name="mask">Mask of the weights; of rate 0 where dropout does not act.</param>
    /// <param name="projected">q, k and v side by side, [T, B, stride].</param>
    /// <param name="weights">Receives a.</param>
    /// <param name="context">Receives y.</param>
    public void Forward(
        DeviceWorkspace workspace, StepLayout time, DeviceAttentionShape shape, DeviceMask mask, ArrayView<float> projected,
        ArrayView<float> weights,
        ArrayView<float> context)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (shape.Cache >= 0 && workspace.StreamCache is DeviceStreamCache cache)
        {
            cache.Step(shape, projected, context);
            return;
        }

        _device.Launch(Weigh, _device.OnePer((long)time.Batch * shape.Heads * time.Steps), time, shape, projected, weights);
        _device.Launch(
            Sum, _device.OnePer((long)time.Steps * time.Batch * shape.ContextStride), time, shape, mask, projected, weights, context);
    }

    /// <summary>dq, dk and dv; 0 past a row's end.</summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="shape">The layer.</param>
    /// <param name="mask">As in the forward pass.</param>
    /// <param name="projected">q, k and v side by side.</param>
    /// <param name="weights">a.</param>
    /// <param name="contextGradient">dy.</param>
    /// <param name="gradient">Receives dq, dk and dv side by side.</param>
    public void Backward(
        StepLayout time, DeviceAttentionShape shape, DeviceMask mask, ArrayView<float> projected, ArrayView<float> weights,
        ArrayView<float> contextGradient,
        ArrayView<float> gradient)
    {
        _slopes.EnsureLength(weights.IntLength);
        _device.Launch(
            Slopes, _device.OnePer((long)time.Batch * shape.Heads * time.Steps), time, shape, mask, projected, weights, contextGradient,
            _slopes.View);
        _device.Launch(
            Gradients, _device.OnePer((long)time.Steps * time.Batch * shape.Stride), time, shape, mask, projected, weights, contextGradient,
            _slopes.View, gradient);
    }

    // A thread has a step of a head of a row.
    private static void Weigh(StepLayout time, DeviceAttentionShape shape, ArrayView<float> projected, ArrayView<float> weights)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, t = at % time.Steps, head = at / time.Steps % shape.Heads,
            row = at / time.Steps / shape.Heads;
        if (row >= time.Batch)
            return;
        int first = shape.WeightsAt(time, row, head, t), padded = DeviceAttentionShape.Padded(time), length = time.Lengths[row];
        int seen = t < length ? shape.Seen(t, length) : 0, q = (t * time.Batch + row) * shape.Stride + head * shape.Size;
        float max = LogSpace.Nothing, sum = 0f;
        for (int u = 0; u < seen; u++)
        {
            int k = (u * time.Batch + row) * shape.Stride + shape.Width + head * shape.Size;
            float score = 0f;
            for (int i = 0; i < shape.Size; i++)
                score += projected[q + i] * projected[k + i];
            weights[first + u] = score *= shape.Scale;
            max = LogSpace.Max(score, max);
        }

        for (int u = 0; u < seen; u++)
            sum += weights[first + u] = Exponential.Exp(weights[first + u] - max);
        for (int u = 0; u < padded; u++)
            weights[first + u] = u < seen ? weights[first + u] / sum : 0f;
    }

    private static void Sum(
        StepLayout time, DeviceAttentionShape shape, DeviceMask mask, ArrayView<float> projected, ArrayView<float> weights,
        ArrayView<float> context)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, channel = at % shape.ContextStride, pair = at / shape.ContextStride;
        int row = pair % time.Batch, t = pair / time.Batch;
        if (t >= time.Steps)
            return;
        float sum = 0f;
        if (channel < shape.Width && time.IsValid(t, row))
        {
            int head = channel / shape.Size, first = shape.WeightsAt(time, row, head, t), seen = shape.Seen(t, time.Lengths[row]);
            for (int u = 0; u < seen; u++)
                sum += weights[first + u] * mask.Factor(shape.Position(time, row, head, t, u))
                    * projected[(u * time.Batch + row) * shape.Stride + 2 * shape.Width + channel];
        }

        context[at] = sum;
    }

    private static void Slopes(
        StepLayout time, DeviceAttentionShape shape, DeviceMask mask, ArrayView<float> projected, ArrayView<float> weights,
        ArrayView<float> contextGradient,
        ArrayView<float> slopes)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, t = at % time.Steps, head = at / time.Steps % shape.Heads,
            row = at / time.Steps / shape.Heads;
        if (row >= time.Batch || !time.IsValid(t, row))
            return;
        int first = shape.WeightsAt(time, row, head, t), seen = shape.Seen(t, time.Lengths[row]);
        int dy = (t * time.Batch + row) * shape.ContextStride + head * shape.Size;
        float mean = 0f;
        for (int u = 0; u < seen; u++)
        {
            int v = (u * time.Batch + row) * shape.Stride + 2 * shape.Width + head * shape.Size;
            float da = 0f;
            for (int i = 0; i < shape.Size; i++)
                da += contextGradient[dy + i] * projected[v + i];
            slopes[first + u] = da *= mask.Factor(shape.Position(time, row, head, t, u));
            mean += weights[first + u] * da;
        }

        for (int u = 0; u < seen; u++)
            slopes[first + u] = weights[first + u] * (slopes[first + u] - mean);
    }

    // A thread has a channel of q, k or v of a step of a row.
    private static void Gradients(
        StepLayout time, DeviceAttentionShape shape, DeviceMask mask, ArrayView<float> projected, ArrayView<float> weights,
        ArrayView<float> contextGradient,
        ArrayView<float> slopes, ArrayView<float> gradient)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, column = at % shape.Stride, pair = at / shape.Stride, row = pair % time.Batch,
            t = pair / time.Batch;
        if (t >= time.Steps)
            return;
        float sum = 0f;
        int length = time.Lengths[row], part = column / shape.Width, channel = column % shape.Width, head = channel / shape.Size;
        if (part < 3 && t < length)
        {
            int count = part == 0 ? shape.Seen(t, length) : length;
            for (int other = part > 0 && shape.Causal != 0 ? t : 0; other < count; other++)
            {
                int first = part == 0 ? shape.WeightsAt(time, row, head, t) + other : shape.WeightsAt(time, row, head, other) + t;
                int place = (other * time.Batch + row) * shape.Stride + channel;
                if (part == 0)
                    sum += shape.Scale * slopes[first] * projected[place + shape.Width]; // dq_t += ds_tu k_u
                else if (part == 1)
                    sum += shape.Scale * slopes[first] * projected[place]; // dk_t += ds_ut q_u
                else
                    sum += weights[first] * mask.Factor(shape.Position(time, row, head, other, t))
                        * contextGradient[(other * time.Batch + row) * shape.ContextStride + channel];
            }
        }

        gradient[at] = sum;
    }
}
