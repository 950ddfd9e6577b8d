using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// One attention layer of a workspace: what it keeps, and the part of it between its products. For query q_t of a row and keys k_u of its
/// source: scores s_tu, weights a = softmax over the valid u, context c_t = sum_u a_tu x_u, where x_u are the source's outputs.
/// </summary>
/// <param name="workspace">The workspace, which has the source.</param>
/// <param name="index">Position among the attention layers.</param>
/// <param name="score">Dot and General: s = scale q · k; Additive: s = v · tanh(q + k).</param>
/// <param name="size">Width of q and k, A.</param>
/// <param name="scale">Factor of dot products.</param>
/// <param name="dropout">Probability of dropping a weight while training.</param>
/// <param name="stream">The random stream of its masks.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SourceAttention(
    ModelWorkspace workspace, int index, AttentionScore score, int size, float scale, float dropout, uint stream)
{
    /// <summary>Width of a query and of a key, A.</summary>
    public int Size { get; } = size;

    /// <summary>Stored values of a key.</summary>
    public int Stride { get; } = Panel.Pad(size);

    /// <summary>a, [B, T, S rounded up to 8]; 0 past a source's end.</summary>
    public AlignedBuffer Weights { get; } = new();

    /// <summary>Gradient of the keys, [B, S, stride].</summary>
    public AlignedBuffer KeyGradient { get; } = new();

    /// <summary>Gradient of v by row, [B, stride]; for the additive score.</summary>
    public AlignedBuffer VectorGradient { get; } = new();

    private SourceBlock Source => workspace.Source!;

    /// <summary>The keys: the source's outputs themselves where they are compared as they are.</summary>
    private AlignedBuffer Keys => score == AttentionScore.Dot ? Source.Outputs : workspace.Keys(index);

    private AlignedBuffer KeyGradients => score == AttentionScore.Dot ? Source.Gradient : KeyGradient;

    /// <summary>Makes room for the batch and source at hand.</summary>
    internal void Resize(TimeLayout time)
    {
        SourceBlock source = Source;
        Weights.EnsureLength(checked(time.Batch * time.Steps * Panel.Pad(source.Steps)));
        if (!workspace.Training)
            return;
        KeyGradient.EnsureLength(checked(source.Rows * source.Steps * Stride));
        VectorGradient.EnsureLength(source.Rows * Stride);
    }

    /// <summary>Clears what the backward pass adds to, rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>).</summary>
    public void BeginBackward(int rowBegin, int rowEnd)
    {
        int row = Source.Steps * Stride;
        KeyGradient.Span[(rowBegin * row)..(rowEnd * row)].Clear();
        VectorGradient.Span[(rowBegin * Stride)..(rowEnd * Stride)].Clear();
    }

    /// <summary>
    /// Computes steps [<paramref name="from"/>, <paramref name="to"/>) of rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>)
    /// that are alive.
    /// </summary>
    /// <param name="time">Steps and rows of the queries.</param>
    /// <param name="query">q, [T, B, queryStride].</param>
    /// <param name="queryStride">Values from one row of <paramref name="query"/> to the next.</param>
    /// <param name="vector">v, [A]; for the additive score.</param>
    /// <param name="context">Receives c, [T, B, contextStride].</param>
    /// <param name="contextStride">Values from one row of <paramref name="context"/> to the next.</param>
    /// <param name="from">First step.</param>
    /// <param name="to">Step after the last.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public void Forward(
        TimeLayout time, ReadOnlySpan<float> query, int queryStride, ReadOnlySpan<float> vector, Span<float> context, int contextStride,
        int from, int to, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        SourceBlock source = Source;
        int steps = source.Steps, padded = Panel.Pad(steps);
        ReadOnlySpan<float> keys = Keys.Span, values = source.Outputs.Span;
        float[] mask = ArrayPool<float>.Shared.Rent(padded),
            sums = ArrayPool<float>.Shared.Rent(score == AttentionScore.Additive ? steps * Stride : 0);
        for (int row = rowBegin; row < rowEnd; row++)
        {
            int length = source.Lengths[row], end = Math.Min(to, time.Lengths[row]);
            ReadOnlySpan<float> rowKeys = keys.Slice(row * steps * Stride, length * Stride);
            for (int t = from; t < end; t++)
            {
                Span<float> all = Weights.Span.Slice((row * time.Steps + t) * padded, padded), a = all[..length];
                Score(query.Slice((t * time.Batch + row) * queryStride, Size), rowKeys, vector, a, sums);
                AttentionMath.Softmax(a);
                all[length..].Clear();
                Span<float> kept = Mask(time, row, t, mask.AsSpan(0, length));
                Span<float> c = context.Slice((t * time.Batch + row) * contextStride, source.Width);
                c.Clear();
                for (int u = 0; u < length; u++)
                    Elementwise.AddScaled(c, values.Slice((row * steps + u) * source.Stride, source.Width), a[u] * kept[u]);
            }
        }

        ArrayPool<float>.Shared.Return(mask);
        ArrayPool<float>.Shared.Return(sums);
    }

    /// <summary>
    /// da_u = dc_t · x_u, ds = a (da - sum a da); dot: dq_t = scale sum_u ds_u k_u, dk_u += scale ds_u q_t; additive, y = tanh(q_t + k_u):
    /// dp_u = ds_u v (1 - y^2), dq_t = sum_u dp_u, dk_u += dp_u, dv += ds_u y; dx_u += a_u dc_t.
    /// </summary>
    /// <param name="time">Steps and rows of the queries.</param>
    /// <param name="query">q, [T, B, queryStride].</param>
    /// <param name="queryStride">Values from one row of <paramref name="query"/> to the next.</param>
    /// <param name="vector">v, [A]; for the additive score.</param>
    /// <param name="contextGradient">dc, [T, B, contextStride].</param>
    /// <param name="contextStride">Values from one row of <paramref name="contextGradient"/> to the next.</param>
    /// <param name="queryGradient">Receives dq, [T, B, gradientStride], at the valid steps.</param>
    /// <param name="gradientStride">Values from one row of <paramref name="queryGradient"/> to the next.</param>
    /// <param name="from">First step.</param>
    /// <param name="to">Step after the last.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public void Backward(
        TimeLayout time, ReadOnlySpan<float> query, int queryStride, ReadOnlySpan<float> vector, ReadOnlySpan<float> contextGradient,
        int contextStride,
        Span<float> queryGradient, int gradientStride, int from, int to, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        SourceBlock source = Source;
        int steps = source.Steps, padded = Panel.Pad(steps);
        ReadOnlySpan<float> keys = Keys.Span, values = source.Outputs.Span;
        Span<float> dKeys = KeyGradients.Span, dValues = source.Gradient.Span;
        float[] mask = ArrayPool<float>.Shared.Rent(padded), scores = ArrayPool<float>.Shared.Rent(padded),
            sum = ArrayPool<float>.Shared.Rent(Stride);
        for (int row = rowBegin; row < rowEnd; row++)
        {
            int length = source.Lengths[row], first = row * steps, end = Math.Min(to, time.Lengths[row]);
            for (int t = from; t < end; t++)
            {
                ReadOnlySpan<float> a = Weights.Span.Slice((row * time.Steps + t) * padded, length);
                Span<float> kept = Mask(time, row, t, mask.AsSpan(0, length)), ds = scores.AsSpan(0, length);
                ReadOnlySpan<float> dc = contextGradient.Slice((t * time.Batch + row) * contextStride, source.Width);
                for (int u = 0; u < length; u++)
                {
                    int at = (first + u) * source.Stride;
                    ds[u] = kept[u] * AttentionMath.Dot(dc, values.Slice(at, source.Width));
                    Elementwise.AddScaled(dValues.Slice(at, source.Width), dc, a[u] * kept[u]);
                }

                AttentionMath.SoftmaxGradient(a, ds);
                ReadOnlySpan<float> q = query.Slice((t * time.Batch + row) * queryStride, Size);
                Span<float> dq = queryGradient.Slice((t * time.Batch + row) * gradientStride, Size),
                    dv = VectorGradient.Span.Slice(row * Stride, Size);
                dq.Clear();
                for (int u = 0; u < length; u++)
                {
                    int at = (first + u) * Stride;
                    if (score == AttentionScore.Additive)
                    {
                        Span<float> y = sum.AsSpan(0, Size);
                        Elementwise.Add(q, keys.Slice(at, Size), y);
                        Activations.Tanh(y);
                        Elementwise.AddScaled(dv, y, ds[u]);
                        AdditiveGradient(y, vector, ds[u], dq, dKeys.Slice(at, Size));
                    }
                    else
                    {
                        Elementwise.AddScaled(dq, keys.Slice(at, Size), scale * ds[u]);
                        Elementwise.AddScaled(dKeys.Slice(at, Size), q, scale * ds[u]);
                    }
                }
            }
        }

        ArrayPool<float>.Shared.Return(mask);
        ArrayPool<float>.Shared.Return(scores);
        ArrayPool<float>.Shared.Return(sum);
    }

    /// <summary>Adds the gradient of v of all rows to <paramref name="gradient"/>, [A].</summary>
    public void AddVectorGradient(Span<float> gradient)
    {
        for (int row = 0; row < Source.Rows; row++)
            Elementwise.AddInPlace(gradient, VectorGradient.Span.Slice(row * Stride, Size));
    }

    private void Score(ReadOnlySpan<float> q, ReadOnlySpan<float> keys, ReadOnlySpan<float> vector, Span<float> scores, float[] rented)
    {
        if (score != AttentionScore.Additive)
        {
            for (int u = 0; u < scores.Length; u++)
                scores[u] = scale * AttentionMath.Dot(q, keys.Slice(u * Stride, Size));
            return;
        }

        Span<float> sums = rented.AsSpan(0, keys.Length);
        for (int u = 0; u < scores.Length; u++)
        {
            Elementwise.Add(q, keys.Slice(u * Stride, Size), sums.Slice(u * Stride, Size));
            sums.Slice(u * Stride + Size, Stride - Size).Clear();
        }

        Activations.Tanh(sums);
        for (int u = 0; u < scores.Length; u++)
            scores[u] = AttentionMath.Dot(vector[..Size], sums.Slice(u * Stride, Size));
    }

    // dp = ds v (1 - y^2)
    private static void AdditiveGradient(ReadOnlySpan<float> y, ReadOnlySpan<float> v, float ds, Span<float> dq, Span<float> dk)
    {
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            int lanes = Vector<float>.Count;
            for (; i <= y.Length - lanes; i += lanes)
            {
                var tanh = new Vector<float>(y[i..]);
                Vector<float> dp = ds * new Vector<float>(v[i..]) * (Vector<float>.One - (tanh * tanh));
                (new Vector<float>(dq[i..]) + dp).CopyTo(dq[i..]);
                (new Vector<float>(dk[i..]) + dp).CopyTo(dk[i..]);
            }
        }

        for (; i < y.Length; i++)
        {
            float dp = ds * v[i] * (1 - (y[i] * y[i]));
            dq[i] += dp;
            dk[i] += dp;
        }
    }

    private Span<float> Mask(TimeLayout time, int row, int t, Span<float> mask)
    {
        long position = (workspace.MaskRow(row) * time.Steps + t) * Source.Steps;
        AttentionMath.DrawMask(workspace, dropout, stream, position, mask);
        return mask;
    }
}
