using System.Buffers;
using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// The part of multi-head attention between its two products: per head s_tu = q_t · k_u / sqrt(size), a = softmax over the steps u that
/// step t sees, y_t = sum_u a_tu v_u.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SelfAttention
{
    /// <summary>Computes rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>).</summary>
    /// <param name="workspace">Gives seed, step and row order of the masks.</param>
    /// <param name="time">Steps and rows.</param>
    /// <param name="shape">The layer.</param>
    /// <param name="projected">q, k and v side by side, [T, B, stride].</param>
    /// <param name="stride">Values from one row of <paramref name="projected"/> to the next, at least 3 E.</param>
    /// <param name="weights">Receives a, [B, heads, T, T rounded up to 8]; 0 where a step is not seen.</param>
    /// <param name="context">Receives y of all heads side by side, [T, B, contextStride]; 0 past a row's end.</param>
    /// <param name="contextStride">Values from one row of <paramref name="context"/> to the next.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Forward(
        ModelWorkspace workspace, TimeLayout time, SelfAttentionShape shape, ReadOnlySpan<float> projected, int stride,
        Span<float> weights, Span<float> context, int contextStride, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(time);
        Sequences.Clear(time, context, contextStride, rowBegin, rowEnd);
        if (shape.Cache >= 0 && workspace.StreamCache is StreamCache cache)
        {
            Step(cache, shape, projected, stride, context, contextStride, rowBegin, rowEnd);
            return;
        }

        RequireNoSteps(workspace.InitialState);
        int size = shape.Size, padded = Panel.Pad(time.Steps);
        float scale = Scale(size);
        float[] mask = ArrayPool<float>.Shared.Rent(padded);
        for (int row = rowBegin; row < rowEnd; row++)
        {
            for (int head = 0; head < shape.Heads; head++)
            {
                for (int t = 0; t < time.Lengths[row]; t++)
                {
                    int seen = shape.Causal ? t + 1 : time.Lengths[row];
                    Span<float> all = weights.Slice(((row * shape.Heads + head) * time.Steps + t) * padded, padded), a = all[..seen];
                    ReadOnlySpan<float> q = Part(projected, time, row, t, stride, head, size, 0, shape.Width);
                    for (int u = 0; u < seen; u++)
                        a[u] = scale * AttentionMath.Dot(q, Part(projected, time, row, u, stride, head, size, 1, shape.Width));
                    AttentionMath.Softmax(a);
                    all[seen..].Clear();
                    ReadOnlySpan<float> kept = Mask(workspace, time, shape, row, head, t, mask.AsSpan(0, seen));
                    Span<float> y = context.Slice((t * time.Batch + row) * contextStride + head * size, size);
                    for (int u = 0; u < seen; u++)
                        Elementwise.AddScaled(y, Part(projected, time, row, u, stride, head, size, 2, shape.Width), a[u] * kept[u]);
                }
            }
        }

        ArrayPool<float>.Shared.Return(mask);
    }

    /// <summary>
    /// da_tu = dy_t · v_u, ds = a (da - sum a da), dq_t = sum_u ds_tu k_u / sqrt(size), dk_u = sum_t ds_tu q_t / sqrt(size), dv_u = sum_t
    /// a_tu dy_t.
    /// </summary>
    /// <param name="workspace">Gives seed, step and row order of the masks.</param>
    /// <param name="time">Steps and rows.</param>
    /// <param name="shape">The layer.</param>
    /// <param name="projected">q, k and v side by side, [T, B, stride].</param>
    /// <param name="stride">Values from one row of <paramref name="projected"/> to the next.</param>
    /// <param name="weights">a, as <see cref="Forward"/> left them.</param>
    /// <param name="contextGradient">dy, [T, B, contextStride].</param>
    /// <param name="contextStride">Values from one row of <paramref name="contextGradient"/> to the next.</param>
    /// <param name="gradient">Receives dq, dk and dv side by side, [T, B, stride]; 0 past a row's end.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Backward(
        ModelWorkspace workspace, TimeLayout time, SelfAttentionShape shape, ReadOnlySpan<float> projected, int stride,
        ReadOnlySpan<float> weights, ReadOnlySpan<float> contextGradient, int contextStride, Span<float> gradient, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(time);
        int size = shape.Size, padded = Panel.Pad(time.Steps);
        float scale = Scale(size);
        float[] mask = ArrayPool<float>.Shared.Rent(padded), scores = ArrayPool<float>.Shared.Rent(padded);
        Sequences.Clear(time, gradient, stride, rowBegin, rowEnd);
        for (int row = rowBegin; row < rowEnd; row++)
        {
            for (int head = 0; head < shape.Heads; head++)
            {
                for (int t = 0; t < time.Lengths[row]; t++)
                {
                    int seen = shape.Causal ? t + 1 : time.Lengths[row];
                    ReadOnlySpan<float> a = weights.Slice(((row * shape.Heads + head) * time.Steps + t) * padded, seen);
                    ReadOnlySpan<float> kept = Mask(workspace, time, shape, row, head, t, mask.AsSpan(0, seen));
                    ReadOnlySpan<float> dy = contextGradient.Slice((t * time.Batch + row) * contextStride + head * size, size);
                    Span<float> ds = scores.AsSpan(0, seen);
                    for (int u = 0; u < seen; u++)
                    {
                        ds[u] = kept[u] * AttentionMath.Dot(dy, Part(projected, time, row, u, stride, head, size, 2, shape.Width));
                        Elementwise.AddScaled(Part(gradient, time, row, u, stride, head, size, 2, shape.Width), dy, a[u] * kept[u]);
                    }

                    AttentionMath.SoftmaxGradient(a, ds);
                    ReadOnlySpan<float> q = Part(projected, time, row, t, stride, head, size, 0, shape.Width);
                    Span<float> dq = Part(gradient, time, row, t, stride, head, size, 0, shape.Width);
                    for (int u = 0; u < seen; u++)
                    {
                        Elementwise.AddScaled(dq, Part(projected, time, row, u, stride, head, size, 1, shape.Width), scale * ds[u]);
                        Elementwise.AddScaled(Part(gradient, time, row, u, stride, head, size, 1, shape.Width), q, scale * ds[u]);
                    }
                }
            }
        }

        ArrayPool<float>.Shared.Return(mask);
        ArrayPool<float>.Shared.Return(scores);
    }

    /// <summary>
    /// Copies the keys and values of a whole batch, in the caller's row order, to a state from which a stream can go on; a state without
    /// room for them is left as it is.
    /// </summary>
    /// <param name="workspace">Gives the row order.</param>
    /// <param name="time">Steps and rows.</param>
    /// <param name="shape">The layer.</param>
    /// <param name="projected">q, k and v side by side, [T, B, stride].</param>
    /// <param name="stride">Values from one row of <paramref name="projected"/> to the next.</param>
    /// <param name="destination">The state.</param>
    public static void Save(
        ModelWorkspace workspace, TimeLayout time, SelfAttentionShape shape, ReadOnlySpan<float> projected, int stride,
        ModelState destination)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(destination);
        if (destination.Caches.IsEmpty || workspace.StreamCache is not null)
            return;
        if (shape.Cache == 0)
        {
            destination.RequireShape(workspace.Description.States, workspace.Description.Caches, time.Batch, nameof(destination));
            destination.SetSteps(time.Steps);
        }

        int size = 2 * shape.Width;
        Span<float> to = destination.Cache(destination.Caches[shape.Cache]);
        for (int row = 0; row < time.Batch; row++)
        {
            int caller = workspace.Order[row], length = time.Lengths[row];
            destination.Lengths[caller] = length;
            Span<float> values = to.Slice(caller * time.Steps * size, time.Steps * size);
            for (int t = 0; t < length; t++)
                projected.Slice((t * time.Batch + row) * stride + shape.Width, size).CopyTo(values[(t * size)..]);
            values[(length * size)..].Clear();
        }
    }

    // The same sums in the same order as over the whole sequence.
    private static void Step(
        StreamCache cache, SelfAttentionShape shape, ReadOnlySpan<float> projected, int stride, Span<float> context, int contextStride,
        int rowBegin, int rowEnd)
    {
        int size = shape.Size, width = shape.Width, both = 2 * width;
        float scale = Scale(size);
        for (int row = rowBegin; row < rowEnd; row++)
        {
            CachedRow cached = cache[row];
            Span<float> past = cached.Values(shape.Cache), a = cached.Scores[..(cached.Length + 1)];
            projected.Slice(row * stride + width, both).CopyTo(past[(cached.Length * both)..]);
            for (int head = 0; head < shape.Heads; head++)
            {
                ReadOnlySpan<float> q = projected.Slice(row * stride + head * size, size);
                for (int u = 0; u < a.Length; u++)
                    a[u] = scale * AttentionMath.Dot(q, past.Slice(u * both + head * size, size));
                AttentionMath.Softmax(a);
                Span<float> y = context.Slice(row * contextStride + head * size, size);
                for (int u = 0; u < a.Length; u++)
                    Elementwise.AddScaled(y, past.Slice(u * both + width + head * size, size), a[u]);
            }
        }
    }

    /// <summary>Throws where a batch of whole sequences is to start from a state that was taken after some steps.</summary>
    internal static void RequireNoSteps(ModelState? initial)
    {
        if (initial is { Steps: > 0 })
            throw new InvalidOperationException($"InitialState has the keys and values of {initial.Steps} earlier steps, to which only a "
                + "stream attends. Set it as the State of a stream, or Clear it.");
    }

    private static float Scale(int size) => 1 / MathF.Sqrt(size);

    // A mask depends on the caller's row and on both steps, so it is drawn again in the backward pass.
    private static ReadOnlySpan<float> Mask(
        ModelWorkspace workspace, TimeLayout time, SelfAttentionShape shape, int row, int head, int t, Span<float> mask)
    {
        int steps = workspace.MaskSteps(time);
        long position = ((workspace.MaskRow(row) * shape.Heads + head) * steps + t) * steps;
        AttentionMath.DrawMask(workspace, shape.Dropout, shape.Stream, position, mask);
        return mask;
    }

    private static ReadOnlySpan<float> Part(
        ReadOnlySpan<float> values, TimeLayout time, int row, int t, int stride, int head, int size, int part, int width) =>
        values.Slice((t * time.Batch + row) * stride + part * width + head * size, size);

    private static Span<float> Part(
        Span<float> values, TimeLayout time, int row, int t, int stride, int head, int size, int part, int width) =>
        values.Slice((t * time.Batch + row) * stride + part * width + head * size, size);
}
