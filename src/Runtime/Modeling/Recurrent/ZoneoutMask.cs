using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Which units keep their previous state (Krueger et al. 2017, arXiv:1606.01305).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ZoneoutMask
{
    /// <summary>
    /// Writes the share of the previous state for rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) at step
    /// <paramref name="t"/>: where dropout acts 1 with probability <paramref name="rate"/>, else 0; elsewhere the expectation,
    /// <paramref name="rate"/>. Unit u of the caller's row r has index (r * T + t) * stride + u of the stream.
    /// </summary>
    /// <param name="workspace">Gives seed, step and row order.</param>
    /// <param name="time">Steps and rows.</param>
    /// <param name="t">Step of the sequence.</param>
    /// <param name="rate">Probability of keeping.</param>
    /// <param name="stream">Number that tells this mask from others of the model.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="keep">[B, stride].</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Draw(
        ModelWorkspace workspace, TimeLayout time, int t, float rate, uint stream, int stride, Span<float> keep, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(time);
        if (!workspace.Dropout)
        {
            keep[(rowBegin * stride)..(rowEnd * stride)].Fill(rate);
            return;
        }

        for (int row = rowBegin; row < rowEnd; row++)
        {
            Span<float> units = keep.Slice(row * stride, stride);
            long position = workspace.MaskStep(time, row, workspace.StepInWhole(t));
            CounterRandom.DropoutMask(units, rate, workspace.Seed, workspace.Step, stream, position * stride);
            for (int unit = 0; unit < units.Length; unit++)
                units[unit] = units[unit] == 0 ? 1f : 0f;
        }
    }
}
