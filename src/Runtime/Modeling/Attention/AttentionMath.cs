using System.Runtime.Intrinsics;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>The sums of attention, each in an order that is the same on every machine.</summary>
internal static class AttentionMath
{
    /// <summary>x · y.</summary>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Vector256<float> even = Vector256<float>.Zero, odd = even;
        int i = 0;
        for (; i <= x.Length - (2 * Panel.Units); i += 2 * Panel.Units)
        {
            even += Vector256.Create(x[i..]) * Vector256.Create(y[i..]);
            odd += Vector256.Create(x[(i + Panel.Units)..]) * Vector256.Create(y[(i + Panel.Units)..]);
        }

        if (i <= x.Length - Panel.Units)
        {
            even += Vector256.Create(x[i..]) * Vector256.Create(y[i..]);
            i += Panel.Units;
        }

        float sum = Vector256.Sum(even + odd);
        for (; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    /// <summary>Scores to weights that sum to 1, in place.</summary>
    public static void Softmax(Span<float> scores) =>
        LstmGen.CompilerServices.Softmax.Rows(scores, scores.Length, scores.Length, 1, scores, scores.Length);

    /// <summary>The mask of weights at <paramref name="position"/> of a random stream; 1 where dropout does not act.</summary>
    public static void DrawMask(ModelWorkspace workspace, float rate, uint stream, long position, Span<float> mask)
    {
        if (workspace.Dropout && rate > 0)
            CounterRandom.DropoutMask(mask, rate, workspace.Seed, workspace.Step, stream, position);
        else
            mask.Fill(1);
    }

    /// <summary>
    /// The gradient of scores from that of their weights, in place: ds_u = a_u (da_u - sum_w a_w da_w).
    /// </summary>
    /// <param name="weights">a.</param>
    /// <param name="gradient">da, then ds.</param>
    public static void SoftmaxGradient(ReadOnlySpan<float> weights, Span<float> gradient)
    {
        float mean = 0;
        for (int u = 0; u < weights.Length; u++)
            mean += weights[u] * gradient[u];
        for (int u = 0; u < weights.Length; u++)
            gradient[u] = weights[u] * (gradient[u] - mean);
    }
}
