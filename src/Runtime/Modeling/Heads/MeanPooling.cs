using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Pooling by the mean over a row's valid steps: p = 1/n sum_t x_t.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MeanPooling
{
    /// <summary>Pools rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) of [T, B, stride] to [B, stride].</summary>
    public static void Forward(
        TimeLayout time, ReadOnlySpan<float> sequence, int stride, Span<float> pooled, int rowBegin, int rowEnd)
    {
        for (int row = rowBegin; row < rowEnd; row++)
        {
            Span<float> to = pooled.Slice(row * stride, stride);
            to.Clear();
            int length = time.Lengths[row];
            for (int t = 0; t < length; t++)
                Elementwise.AddInPlace(to, sequence.Slice((t * time.Batch + row) * stride, stride));
            Elementwise.Scale(to, 1f / length);
        }
    }

    /// <summary>dx_t += 1/n dp at valid steps.</summary>
    public static void Backward(
        TimeLayout time, ReadOnlySpan<float> pooledGradient, int stride, Span<float> gradient, int rowBegin, int rowEnd)
    {
        for (int row = rowBegin; row < rowEnd; row++)
        {
            ReadOnlySpan<float> from = pooledGradient.Slice(row * stride, stride);
            int length = time.Lengths[row];
            for (int t = 0; t < length; t++)
                Elementwise.AddScaled(gradient.Slice((t * time.Batch + row) * stride, stride), from, 1f / length);
        }
    }
}
