using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Moves the keys and values of streams, and attends to them.</summary>
internal static class StreamCacheKernels
{
    /// <summary>Copies <paramref name="steps"/> steps of every row, 0 behind a row's last.</summary>
    /// <param name="device">Where.</param>
    /// <param name="source">From where; its lengths count.</param>
    /// <param name="values">Its values.</param>
    /// <param name="from">The row that each row takes, or empty for its own.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="to">Its values.</param>
    /// <param name="steps">Steps.</param>
    public static void Copy(
        GpuDevice device, CacheLayout source, ArrayView<float> values, ArrayView<int> from, CacheLayout destination, ArrayView<float> to,
        int steps)
    {
        if (steps > 0)
            device.Launch(
                CopyRows, device.OnePer((long)destination.Batch * steps * destination.Size), source, values, from, destination, to, steps);
    }

    /// <summary>Puts the step's k and v behind those of the earlier ones, and computes the weighted sums.</summary>
    /// <param name="device">Where.</param>
    /// <param name="cache">The layer's cache.</param>
    /// <param name="shape">The layer.</param>
    /// <param name="steps">Steps that the row with the most of them sees, its own with them.</param>
    /// <param name="projected">q, k and v side by side, [B, stride].</param>
    /// <param name="past">Keys and values.</param>
    /// <param name="scores">Room for [B, heads, capacity].</param>
    /// <param name="context">Receives y, [B, contextStride].</param>
    public static void Step(
        GpuDevice device, CacheLayout cache, DeviceAttentionShape shape, int steps, ArrayView<float> projected, ArrayView<float> past,
        ArrayView<float> scores,
        ArrayView<float> context)
    {
        device.Launch(Append, device.OnePer((long)cache.Batch * cache.Size), cache, shape, projected, past);
        device.Launch(Score, device.OnePer((long)cache.Batch * shape.Heads * steps), cache, shape, steps, projected, past, scores);
        device.Launch(Normalize, device.OnePer((long)cache.Batch * shape.Heads), cache, shape, scores);
        device.Launch(Sum, device.OnePer((long)cache.Batch * shape.ContextStride), cache, shape, past, scores, context);
    }

    private static void CopyRows(
        CacheLayout source, ArrayView<float> values, ArrayView<int> from, CacheLayout destination, ArrayView<float> to, int steps)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, channel = at % destination.Size, t = at / destination.Size % steps,
            row = at / destination.Size / steps;
        if (row >= destination.Batch)
            return;
        int taken = from.Length > 0 ? from[row] : row;
        to[destination.At(row, t) + channel] = t < source.Lengths[taken] ? values[source.At(taken, t) + channel] : 0f;
    }

    private static void Append(CacheLayout cache, DeviceAttentionShape shape, ArrayView<float> projected, ArrayView<float> past)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, channel = at % cache.Size, row = at / cache.Size;
        if (row < cache.Batch)
            past[cache.At(row, cache.Lengths[row]) + channel] = projected[row * shape.Stride + shape.Width + channel];
    }

    private static void Score(
        CacheLayout cache, DeviceAttentionShape shape, int steps, ArrayView<float> projected, ArrayView<float> past,
        ArrayView<float> scores)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, u = at % steps, head = at / steps % shape.Heads, row = at / steps / shape.Heads;
        if (row >= cache.Batch || u > cache.Lengths[row])
            return;
        int q = row * shape.Stride + head * shape.Size, k = cache.At(row, u) + head * shape.Size;
        float score = 0f;
        for (int i = 0; i < shape.Size; i++)
            score += projected[q + i] * past[k + i];
        scores[(row * shape.Heads + head) * cache.Capacity + u] = score * shape.Scale;
    }

    private static void Normalize(CacheLayout cache, DeviceAttentionShape shape, ArrayView<float> scores)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / shape.Heads;
        if (row >= cache.Batch)
            return;
        int first = at * cache.Capacity, seen = cache.Lengths[row] + 1;
        float max = LogSpace.Nothing, sum = 0f;
        for (int u = 0; u < seen; u++)
            max = LogSpace.Max(scores[first + u], max);
        for (int u = 0; u < seen; u++)
            sum += scores[first + u] = Exponential.Exp(scores[first + u] - max);
        for (int u = 0; u < seen; u++)
            scores[first + u] /= sum;
    }

    private static void Sum(
        CacheLayout cache, DeviceAttentionShape shape, ArrayView<float> past, ArrayView<float> scores, ArrayView<float> context)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, channel = at % shape.ContextStride, row = at / shape.ContextStride;
        if (row >= cache.Batch)
            return;
        float sum = 0f;
        if (channel < shape.Width)
        {
            int first = (row * shape.Heads + channel / shape.Size) * cache.Capacity, seen = cache.Lengths[row] + 1;
            for (int u = 0; u < seen; u++)
                sum += scores[first + u] * past[cache.At(row, u) + shape.Width + channel];
        }

        context[at] = sum;
    }
}
