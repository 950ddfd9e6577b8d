using System.ComponentModel;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

// A workspace for some rows of a prediction, on one thread, and the one that has such workspaces for its parts.
public abstract partial class ModelWorkspace
{
    private bool _alone;

    /// <summary>Whether rows can be computed in workspaces of their own: on this processor, where no source is attended to.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal virtual bool HasParts => false;

    /// <summary>The parts of the last prediction for a batch; null before the first.</summary>
    internal PredictionParts? Parts { get; private set; }

    /// <summary>
    /// Predicts a batch in parts, see <see cref="PredictionParts"/>; false, and nothing was written, where it has to be computed in this
    /// workspace, also because something does not fit, which that says.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="input">The batch.</param>
    /// <param name="outputs">[B, outputs] or [B, T, outputs].</param>
    /// <param name="raw">Whether the outputs stay as they are before softmax or sigmoid.</param>
    internal bool PredictParts(IRecurrentModel model, PredictionBatch input, Span<float> outputs, bool raw = false)
    {
        bool overlaps = outputs.Overlaps(input.Features) || outputs.Overlaps(input.Statics); // one part would write what another reads
        if (input.Rows == 1 || overlaps || !HasParts || !Fits(input, outputs.Length))
            return false;
        int parts = PlanParts(input.Rows, input.Steps);
        return parts > 1 && (Parts ??= new(model, this)).Predict(input, parts, outputs, raw);
    }

    /// <summary>Has one thread compute all batches from now on.</summary>
    internal void StayAlone() => _alone = true;

    /// <summary>Starts a batch that one thread computes.</summary>
    internal void BeginAlone(int batch, int steps, ReadOnlySpan<int> lengths)
    {
        StayAlone();
        Start(batch, steps, lengths, streams: false);
    }

    /// <summary>Brings the weights that this workspace reads up to date; only one for training has its own.</summary>
    internal virtual void UpdateWeights()
    {
    }

    /// <summary>Computes such a batch with the weights of <paramref name="main"/>.</summary>
    internal void ForwardAlone(ModelWorkspace main)
    {
        Outdated = false;
        UseWeights(main);
        Run(ModelPhases.Forward, 0);
        ForwardDone();
    }

    /// <summary>Computes the backward pass of such a batch, but for the gradients of parameters.</summary>
    internal void BackwardAlone()
    {
        RequireActivations();
        Run(ModelPhases.Backward, 0);
        BackwardDone();
    }

    /// <summary>Adds the gradients of parameters of some rows inside, after <see cref="BackwardAlone"/>.</summary>
    internal void AddGradientsAlone(AlignedBuffer gradients, int rowBegin, int rowEnd)
    {
        Time.SumRows(rowBegin, rowEnd);
        Gradients = gradients;
        Run(ModelPhases.Gradients, 0);
        Gradients = null;
    }

    /// <summary>Reads the weights that another workspace of the same model reads.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void UseWeights(ModelWorkspace other)
    {
    }

    /// <summary>Starts a batch whose rows are in other workspaces.</summary>
    internal void BeginParts(int batch, int steps)
    {
        Time.SetFull(batch, steps);
        LoadedSet = null;
        SetInput(present: true);
    }

    // Whether it can be cut into parts. What is wrong with values and lengths is found where they are set.
    private bool Fits(PredictionBatch input, int outputs)
    {
        HeadInfo head = Description.Heads[0];
        int only = Description.TimeSteps;
        return Description.Heads.Length == 1 && (only == 0 || only == input.Steps)
            && outputs == (long)input.Rows * (head.EveryStep ? head.StepsOf(input.Steps) : 1) * head.Outputs
            && input.Statics.Length == (long)input.Rows * Description.StaticFeatures
            && (input.Lengths.IsEmpty || input.Lengths.Length == input.Rows);
    }
}
