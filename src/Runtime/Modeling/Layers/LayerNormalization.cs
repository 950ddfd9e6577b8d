using System.ComponentModel;
using System.Numerics.Tensors;

namespace LstmGen.CompilerServices;

/// <summary>
/// Layer normalisation of one row (Ba et al. 2016, arXiv:1607.06450), as <c>nn.LayerNorm</c> defines it: the variance
/// is the mean of (x - mean)^2. Statistics take in the real channels only, never the padding.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerNormalization
{
    /// <summary>n = (x - mean) / sqrt(variance + epsilon).</summary>
    /// <param name="x">The row as stored, [channels.Width].</param>
    /// <param name="channels">How its channels are stored.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="normalized">n, [channels.Count rounded up to 8]: the groups next to each other, then zeros.</param>
    /// <returns>1 / sqrt(variance + epsilon), which the backward pass needs.</returns>
    public static float Normalize(ReadOnlySpan<float> x, Channels channels, float epsilon, Span<float> normalized)
    {
        int groupStride = channels.Width / channels.Groups, count = channels.Count;
        for (int group = 0; group < channels.Groups; group++)
            x.Slice(group * groupStride, channels.Size).CopyTo(normalized[(group * channels.Size)..]);
        normalized[count..].Clear();
        Span<float> real = normalized[..count];
        TensorPrimitives.Subtract(real, RowSums.Sum(normalized) / count, real);
        float scale = 1 / MathF.Sqrt(RowSums.Dot(normalized, normalized) / count + epsilon);
        Elementwise.Scale(real, scale);
        return scale;
    }

    /// <summary>dx = scale * (dn - mean(dn) - n * mean(dn * n)) with dn = dy * weight.</summary>
    /// <param name="dy">Gradient of the output, [channels.Count rounded up to 8].</param>
    /// <param name="weight">[channels.Count].</param>
    /// <param name="normalized">n, as <see cref="Normalize"/> wrote it.</param>
    /// <param name="scale">What <see cref="Normalize"/> returned.</param>
    /// <param name="dx">Gradient of the row as stored, [channels.Width]; overwritten.</param>
    /// <param name="channels">How its channels are stored.</param>
    public static void Backward(
        ReadOnlySpan<float> dy, ReadOnlySpan<float> weight, ReadOnlySpan<float> normalized, float scale, Span<float> dx, Channels channels)
    {
        // The groups are no farther apart in dn than in dx, so dx has room for it.
        int count = channels.Count;
        Span<float> dn = dx[..Panel.Pad(count)], real = dx[..count];
        dn[count..].Clear();
        Elementwise.Multiply(dy[..count], weight, real);
        float mean = RowSums.Sum(dn) / count, slope = RowSums.Dot(dn, normalized) / count;
        Elementwise.AddScaled(real, normalized[..count], -slope);
        TensorPrimitives.Subtract(real, mean, real);
        Elementwise.Scale(real, scale);

        int groupStride = channels.Width / channels.Groups;
        for (int group = channels.Groups - 1; group > 0; group--)
            dx.Slice(group * channels.Size, channels.Size).CopyTo(dx[(group * groupStride)..]);
        ChannelPadding.Clear(dx, channels);
    }
}
