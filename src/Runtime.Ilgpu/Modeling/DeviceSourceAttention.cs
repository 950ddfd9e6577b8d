using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>One attention layer of a workspace on a device: what <see cref="SourceAttention"/> is on the processor.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeviceSourceAttention : IDisposable
{
    private readonly GpuDevice _device;
    private readonly DeviceWorkspace _workspace;
    private readonly AttentionScore _score;
    private readonly float _scale, _dropout;
    private readonly uint _stream;
    private readonly DeviceBuffer _slopes;

    /// <summary>A layer; the parameters are those of <see cref="SourceAttention"/>.</summary>
    public DeviceSourceAttention(
        DeviceWorkspace workspace, GpuDevice device, AttentionScore score, int size, float scale, float dropout, uint stream)
    {
        (_workspace, _device, _score, Size, _scale, _dropout, _stream) = (workspace, device, score, size, scale, dropout, stream);
        (Weights, Keys, KeyGradient, VectorGradient, _slopes) =
            (new DeviceBuffer(device), new DeviceBuffer(device), new DeviceBuffer(device), new DeviceBuffer(device),
                new DeviceBuffer(device));
    }

    /// <summary>Width of a query and of a key, A.</summary>
    public int Size { get; }

    /// <summary>Stored values of a key.</summary>
    public int Stride => (Size + 7) / 8 * 8;

    /// <summary>a, [B, T, S rounded up to 8].</summary>
    public DeviceBuffer Weights { get; }

    /// <summary>The keys, [B, S, stride]; unused where they are the outputs.</summary>
    public DeviceBuffer Keys { get; }

    /// <summary>Their gradient.</summary>
    public DeviceBuffer KeyGradient { get; }

    /// <summary>Gradient of v by row, [B, stride].</summary>
    public DeviceBuffer VectorGradient { get; }

    private DeviceSource Source => _workspace.SourceOnDevice;

    private ArrayView<float> KeyView => _score == AttentionScore.Dot ? Source.Outputs.View : Keys.View;

    private ArrayView<float> KeySlopes => _score == AttentionScore.Dot ? Source.Gradient.View : KeyGradient.View;

    private DeviceMask Mask => _workspace.Mask(_workspace.Dropout ? _dropout : 0f, _stream);

    internal void Resize(bool training)
    {
        SourceLayout source = Source.Layout;
        Weights.EnsureLength(checked(_workspace.Batch * _workspace.Steps * source.Padded));
        int keys = checked(source.Rows * source.Steps * Stride);
        Keys.EnsureLength(keys);
        if (!training)
            return;
        _slopes.EnsureLength(Weights.Length);
        KeyGradient.EnsureLength(keys);
        VectorGradient.EnsureLength(source.Rows * Stride);
    }

    /// <summary>Clears what the backward pass adds to.</summary>
    public void BeginBackward()
    {
        KeyGradient.Clear();
        VectorGradient.Clear();
    }

    /// <summary>Computes weights and contexts of <paramref name="count"/> steps from <paramref name="from"/> on.</summary>
    public void Forward(
        StepLayout time, ArrayView<float> query, int queryStride, ArrayView<float> vector, ArrayView<float> context, int contextStride,
        int from, int count)
    {
        ScoreLayout score = Score(queryStride, contextStride, from, count);
        SourceLayout source = Source.Layout;
        _device.Launch(Weigh, _device.OnePer((long)time.Batch * count), time, source, score, query, KeyView, vector, Weights.View);
        _device.Launch(
            Sum, _device.OnePer((long)time.Batch * count * source.Width), time, source, score, Mask, Weights.View, Source.Outputs.View,
            context);
    }

    /// <summary>From the contexts' gradient to that of queries, [T, B, gradientStride], keys, v and the source's outputs.</summary>
    public void Backward(
        StepLayout time, ArrayView<float> query, int queryStride, ArrayView<float> vector, ArrayView<float> contextGradient,
        int contextStride,
        ArrayView<float> queryGradient, int gradientStride, int from, int count)
    {
        ScoreLayout score = Score(queryStride, contextStride, from, count);
        SourceLayout source = Source.Layout;
        _device.Launch(
            Slopes, _device.OnePer((long)time.Batch * count), time, source, score, Mask, Weights.View, Source.Outputs.View, contextGradient,
            _slopes.View);
        _device.Launch(
            ValueSlopes, _device.OnePer((long)source.Rows * source.Steps * source.Width), time, source, score, Mask, Weights.View,
            contextGradient, Source.Gradient.View);
        _device.Launch(
            QuerySlopes, _device.OnePer((long)time.Batch * count * Stride), time, source, score, query, KeyView, vector, _slopes.View,
            queryGradient, gradientStride);
        _device.Launch(
            KeySums, _device.OnePer((long)source.Rows * source.Steps * Stride), time, source, score, query, KeyView, vector, _slopes.View,
            KeySlopes);
        if (_score == AttentionScore.Additive)
            _device.Launch(
                VectorSums, _device.OnePer((long)source.Rows * Stride), time, source, score, query, KeyView, _slopes.View,
                VectorGradient.View);
    }

    private ScoreLayout Score(int queryStride, int contextStride, int from, int count) => new()
    {
        Additive = _score == AttentionScore.Additive ? 1 : 0, Size = Size, Stride = Stride, Scale = _scale, From = from, Count = count,
        QueryStride = queryStride, ContextStride = contextStride,
    };

    // A thread has a step of a row.
    private static void Weigh(
        StepLayout time, SourceLayout source, ScoreLayout score, ArrayView<float> query, ArrayView<float> keys, ArrayView<float> vector,
        ArrayView<float> weights)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at % time.Batch, t = score.From + at / time.Batch;
        if (at >= time.Batch * score.Count)
            return;
        int first = (row * time.Steps + t) * source.Padded, length = time.IsValid(t, row) ? source.Lengths[row] : 0;
        int q = (t * time.Batch + row) * score.QueryStride;
        float max = LogSpace.Nothing, sum = 0f;
        for (int u = 0; u < length; u++)
        {
            int k = (row * source.Steps + u) * score.Stride;
            float s = 0f;
            for (int i = 0; i < score.Size; i++)
                s += score.Additive != 0 ? vector[i] * Exponential.Tanh(query[q + i] + keys[k + i]) : query[q + i] * keys[k + i];
            weights[first + u] = s *= score.Additive != 0 ? 1f : score.Scale;
            max = LogSpace.Max(s, max);
        }

        for (int u = 0; u < length; u++)
            sum += weights[first + u] = Exponential.Exp(weights[first + u] - max);
        for (int u = 0; u < source.Padded; u++)
            weights[first + u] = u < length ? weights[first + u] / sum : 0f;
    }

    private static void Sum(
        StepLayout time, SourceLayout source, ScoreLayout score, DeviceMask mask, ArrayView<float> weights, ArrayView<float> values,
        ArrayView<float> context)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, channel = at % source.Width, row = at / source.Width % time.Batch,
            t = score.From + at / source.Width / time.Batch;
        if (t >= score.From + score.Count || !time.IsValid(t, row))
            return;
        int first = (row * time.Steps + t) * source.Padded;
        float sum = 0f;
        for (int u = 0; u < source.Lengths[row]; u++)
            sum += weights[first + u] * mask.Factor(Position(time, source, row, t, u))
                * values[(row * source.Steps + u) * source.Stride + channel];
        context[(t * time.Batch + row) * score.ContextStride + channel] = sum;
    }

    private static void Slopes(
        StepLayout time, SourceLayout source, ScoreLayout score, DeviceMask mask, ArrayView<float> weights, ArrayView<float> values,
        ArrayView<float> contextGradient,
        ArrayView<float> slopes)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at % time.Batch, t = score.From + at / time.Batch;
        if (at >= time.Batch * score.Count || !time.IsValid(t, row))
            return;
        int first = (row * time.Steps + t) * source.Padded, dc = (t * time.Batch + row) * score.ContextStride, length = source.Lengths[row];
        float mean = 0f;
        for (int u = 0; u < length; u++)
        {
            int x = (row * source.Steps + u) * source.Stride;
            float da = 0f;
            for (int i = 0; i < source.Width; i++)
                da += contextGradient[dc + i] * values[x + i];
            slopes[first + u] = da *= mask.Factor(Position(time, source, row, t, u));
            mean += weights[first + u] * da;
        }

        for (int u = 0; u < length; u++)
            slopes[first + u] = weights[first + u] * (slopes[first + u] - mean);
    }

    private static void ValueSlopes(
        StepLayout time, SourceLayout source, ScoreLayout score, DeviceMask mask, ArrayView<float> weights,
        ArrayView<float> contextGradient, ArrayView<float> gradient)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, channel = at % source.Width, u = at / source.Width % source.Steps,
            row = at / source.Width / source.Steps;
        if (row >= source.Rows || u >= source.Lengths[row])
            return;
        float sum = 0f;
        int end = IntrinsicMath.Min(score.From + score.Count, time.Lengths[row]);
        for (int t = score.From; t < end; t++)
        {
            sum += weights[(row * time.Steps + t) * source.Padded + u] * mask.Factor(Position(time, source, row, t, u))
                * contextGradient[(t * time.Batch + row) * score.ContextStride + channel];
        }

        gradient[(row * source.Steps + u) * source.Stride + channel] += sum;
    }

    private static void QuerySlopes(
        StepLayout time, SourceLayout source, ScoreLayout score, ArrayView<float> query, ArrayView<float> keys, ArrayView<float> vector,
        ArrayView<float> slopes,
        ArrayView<float> gradient, int stride)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, i = at % score.Stride, row = at / score.Stride % time.Batch,
            t = score.From + at / score.Stride / time.Batch;
        if (t >= score.From + score.Count)
            return;
        float sum = 0f;
        if (i < score.Size && time.IsValid(t, row))
        {
            int first = (row * time.Steps + t) * source.Padded;
            float q = query[(t * time.Batch + row) * score.QueryStride + i];
            for (int u = 0; u < source.Lengths[row]; u++)
                sum += Slope(score, slopes[first + u], q, keys[(row * source.Steps + u) * score.Stride + i], vector, i, ofQuery: true);
        }

        gradient[(t * time.Batch + row) * stride + i] = sum;
    }

    private static void KeySums(
        StepLayout time, SourceLayout source, ScoreLayout score, ArrayView<float> query, ArrayView<float> keys, ArrayView<float> vector,
        ArrayView<float> slopes,
        ArrayView<float> gradient)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, i = at % score.Stride, u = at / score.Stride % source.Steps,
            row = at / score.Stride / source.Steps;
        if (row >= source.Rows || i >= score.Size || u >= source.Lengths[row])
            return;
        float sum = 0f, k = keys[at];
        int end = IntrinsicMath.Min(score.From + score.Count, time.Lengths[row]);
        for (int t = score.From; t < end; t++)
            sum +=
                Slope(
                    score, slopes[(row * time.Steps + t) * source.Padded + u], query[(t * time.Batch + row) * score.QueryStride + i], k,
                    vector, i, ofQuery: false);
        gradient[at] += sum;
    }

    private static void VectorSums(
        StepLayout time, SourceLayout source, ScoreLayout score, ArrayView<float> query, ArrayView<float> keys, ArrayView<float> slopes,
        ArrayView<float> gradient)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, i = at % score.Stride, row = at / score.Stride;
        if (row >= source.Rows || i >= score.Size)
            return;
        float sum = 0f;
        int end = IntrinsicMath.Min(score.From + score.Count, time.Lengths[row]);
        for (int t = score.From; t < end; t++)
        {
            for (int u = 0; u < source.Lengths[row]; u++)
            {
                sum += slopes[(row * time.Steps + t) * source.Padded + u]
                    * Exponential.Tanh(
                        query[(t * time.Batch + row) * score.QueryStride + i] + keys[(row * source.Steps + u) * score.Stride + i]);
            }
        }

        gradient[at] += sum;
    }

    // ds v (1 - tanh^2), or the other factor of the product.
    private static float Slope(ScoreLayout score, float ds, float q, float k, ArrayView<float> vector, int i, bool ofQuery)
    {
        if (score.Additive == 0)
            return score.Scale * ds * (ofQuery ? k : q);
        float y = Exponential.Tanh(q + k);
        return ds * vector[i] * (1f - y * y);
    }

    private static long Position(StepLayout time, SourceLayout source, int row, int t, int u) =>
        (time.MaskRow(row) * time.Steps + t) * source.Steps + u;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DeviceBuffer buffer in new[] { Weights, Keys, KeyGradient, VectorGradient, _slopes })
            buffer.Dispose();
    }
}
