using System.Collections.Immutable;
using System.ComponentModel;

namespace LstmGen.Training;

// The backward pass as stages from the heads down, for ranks that exchange gradients while the rest is computed.
public abstract partial class ModelWorkspace
{
    private int _stage = -1; // the one under way; below 0 all are computed together

    /// <summary>
    /// Where a model's backward pass has stages, the place in the block of parameters from which on gradients are complete after each of
    /// them, [stages], the last 0; else empty.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ImmutableArray<int> StageOffsets { get; protected init; } = [];

    /// <summary>Told the offset of each stage that is done; null where nobody asks.</summary>
    internal Action<int>? StageDone { get; set; }

    /// <summary>Whether a stage is computed now.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool InStage(int stage) => _stage < 0 || _stage == stage;

    /// <summary>Runs the phases of the backward pass and of the gradients: together, or stage by stage where somebody asks.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RunBackward(int backward, int gradients)
    {
        if (StageDone is not { } done || StageOffsets.Length == 0)
        {
            RunBoth(backward, gradients);
            return;
        }

        try
        {
            for (_stage = 0; _stage < StageOffsets.Length; _stage++)
            {
                RunBoth(backward, gradients);
                done(StageOffsets[_stage]);
            }
        }
        finally
        {
            _stage = -1;
        }
    }

    private void RunBoth(int backward, int gradients)
    {
        RunRows(backward);
        RunTimed(gradients, GradientParts);
    }
}
