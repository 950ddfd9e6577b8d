using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// Pooling by the last valid step. Of two groups of channels, the second ran in reverse, so its last state stands at
/// step 0.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LastStep
{
    /// <summary>Copies each row's last state from [T, B, groups x stride] to [B, groups x stride].</summary>
    public static void Gather(
        TimeLayout time, ReadOnlySpan<float> sequence, int groups, int stride, Span<float> pooled, int rowBegin, int rowEnd)
    {
        for (int row = rowBegin; row < rowEnd; row++)
        {
            for (int group = 0; group < groups; group++)
                sequence.Slice(At(time, row, group, groups, stride), stride).CopyTo(pooled[((row * groups + group) * stride)..]);
        }
    }

    /// <summary>Adds the gradient of the pooled rows, [B, groups x stride], to that of the sequence.</summary>
    public static void ScatterAdd(
        TimeLayout time, ReadOnlySpan<float> pooledGradient, int groups, int stride, Span<float> gradient, int rowBegin, int rowEnd)
    {
        for (int row = rowBegin; row < rowEnd; row++)
        {
            for (int group = 0; group < groups; group++)
            {
                Elementwise.AddInPlace(
                    gradient.Slice(At(time, row, group, groups, stride), stride),
                    pooledGradient.Slice((row * groups + group) * stride, stride));
            }
        }
    }

    private static int At(TimeLayout time, int row, int group, int groups, int stride)
    {
        int step = group == 0 ? time.Lengths[row] - 1 : 0;
        return ((step * time.Batch + row) * groups + group) * stride;
    }
}
