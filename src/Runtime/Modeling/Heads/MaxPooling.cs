using System.ComponentModel;
using System.Runtime.Intrinsics;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Pooling by each channel's maximum over a row's valid steps: p = max_t x_t. A NaN is the maximum of its channel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MaxPooling
{
    private const int Lanes = 8;

    /// <summary>Pools rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) of [T, B, stride] to [B, stride].</summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="sequence">[T, B, stride].</param>
    /// <param name="stride">Values from one row to the next, a multiple of 8.</param>
    /// <param name="pooled">[B, stride].</param>
    /// <param name="steps">Receives the first step that has the maximum, as a number, [B, stride]; empty where no gradient will be asked
    /// for.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Forward(
        TimeLayout time, ReadOnlySpan<float> sequence, int stride, Span<float> pooled, Span<float> steps, int rowBegin, int rowEnd)
    {
        for (int row = rowBegin; row < rowEnd; row++)
        {
            int length = time.Lengths[row];
            for (int channel = row * stride; channel < (row + 1) * stride; channel += Lanes)
            {
                Vector256<float> best = Vector256.Create(sequence[channel..]), at = Vector256<float>.Zero;
                for (int t = 1; t < length; t++)
                {
                    Vector256<float> x = Vector256.Create(sequence[(t * time.Batch * stride + channel)..]);
                    // Greater, or the channel's first NaN.
                    Vector256<float> greater = Vector256.AndNot(Vector256.Equals(best, best), Vector256.LessThanOrEqual(x, best));
                    best = Vector256.ConditionalSelect(greater, x, best);
                    at = Vector256.ConditionalSelect(greater, Vector256.Create((float)t), at);
                }

                best.CopyTo(pooled[channel..]);
                if (!steps.IsEmpty)
                    at.CopyTo(steps[channel..]);
            }
        }
    }

    /// <summary>dx_t += dp where step t is the first that has the maximum.</summary>
    public static void Backward(
        TimeLayout time, ReadOnlySpan<float> pooledGradient, ReadOnlySpan<float> steps, int stride, Span<float> gradient, int rowBegin,
        int rowEnd)
    {
        for (int row = rowBegin; row < rowEnd; row++)
        {
            for (int channel = row * stride; channel < (row + 1) * stride; channel++)
                gradient[(int)steps[channel] * time.Batch * stride + channel] += pooledGradient[channel];
        }
    }
}
