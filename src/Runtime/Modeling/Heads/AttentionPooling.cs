using System.ComponentModel;
using System.Runtime.Intrinsics;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// Pooling by attention: s_t = w x_t + b, a = softmax of s over a row's valid steps, p = sum_t a_t x_t.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AttentionPooling
{
    /// <summary>Values from one score's gradient to the next: a gate row of one unit.</summary>
    public const int ScoreStride = Panel.Units;

    /// <summary>Copies w to where the channels of a stored row lie; the padding between them stays 0.</summary>
    public static void PackWeight(Span<float> packed, ReadOnlySpan<float> weight, Channels channels)
    {
        for (int channel = 0; channel < channels.Count; channel++)
            packed[channels.Position(channel)] = weight[channel];
    }

    /// <summary>Pools rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) of [T, B, stride] to [B, stride].</summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="sequence">x, [T, B, stride].</param>
    /// <param name="stride">Values from one row to the next, a multiple of 8.</param>
    /// <param name="weight">w as <see cref="PackWeight"/> left it, [stride].</param>
    /// <param name="bias">b.</param>
    /// <param name="attention">Receives a, [B, T]; 0 past a row's end.</param>
    /// <param name="pooled">Receives p, [B, stride].</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Forward(
        TimeLayout time, ReadOnlySpan<float> sequence, int stride, ReadOnlySpan<float> weight, float bias,
        Span<float> attention, Span<float> pooled, int rowBegin, int rowEnd)
    {
        for (int row = rowBegin; row < rowEnd; row++)
        {
            int length = time.Lengths[row];
            Span<float> a = attention.Slice(row * time.Steps, time.Steps);
            for (int t = 0; t < length; t++)
                a[t] = Dot(weight, sequence.Slice((t * time.Batch + row) * stride, stride)) + bias;
            Softmax.Rows(a[..length], length, length, 1, a[..length], length);
            a[length..].Clear();

            Span<float> p = pooled.Slice(row * stride, stride);
            p.Clear();
            for (int t = 0; t < length; t++)
                Elementwise.AddScaled(p, sequence.Slice((t * time.Batch + row) * stride, stride), a[t]);
        }
    }

    /// <summary>
    /// ds_t = a_t (dp x_t - sum_u a_u dp x_u), dx_t += a_t dp + ds_t w.
    /// </summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="sequence">x, [T, B, stride].</param>
    /// <param name="stride">Values from one row to the next, a multiple of 8.</param>
    /// <param name="weight">w as <see cref="PackWeight"/> left it, [stride].</param>
    /// <param name="attention">a, [B, T].</param>
    /// <param name="pooledGradient">dp, [B, stride].</param>
    /// <param name="scoreGradient">Receives ds, [T, B, <see cref="ScoreStride"/>], each followed by zeros; 0 past a row's end.</param>
    /// <param name="gradient">dx, [T, B, stride]; empty where it is not wanted.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Backward(
        TimeLayout time, ReadOnlySpan<float> sequence, int stride, ReadOnlySpan<float> weight, ReadOnlySpan<float> attention,
        ReadOnlySpan<float> pooledGradient, Span<float> scoreGradient, Span<float> gradient, int rowBegin, int rowEnd)
    {
        Sequences.Clear(time, scoreGradient, ScoreStride, rowBegin, rowEnd);
        for (int row = rowBegin; row < rowEnd; row++)
        {
            int length = time.Lengths[row];
            ReadOnlySpan<float> a = attention.Slice(row * time.Steps, length), dp = pooledGradient.Slice(row * stride, stride);
            float mean = 0;
            for (int t = 0; t < length; t++)
            {
                int at = t * time.Batch + row;
                float da = Dot(dp, sequence.Slice(at * stride, stride));
                scoreGradient[at * ScoreStride] = da;
                mean += a[t] * da;
            }

            for (int t = 0; t < length; t++)
            {
                int at = t * time.Batch + row;
                ref float ds = ref scoreGradient[at * ScoreStride];
                ds = a[t] * (ds - mean);
                if (gradient.IsEmpty)
                    continue;
                Span<float> dx = gradient.Slice(at * stride, stride);
                Elementwise.AddScaled(dx, dp, a[t]);
                Elementwise.AddScaled(dx, weight, ds);
            }
        }
    }

    // Stored rows are whole vectors of 8; the order of the sum is the same on every machine.
    private static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Vector256<float> sum = Vector256<float>.Zero;
        for (int i = 0; i < x.Length; i += Panel.Units)
            sum += Vector256.Create(x[i..]) * Vector256.Create(y[i..]);
        return Vector256.Sum(sum);
    }
}
