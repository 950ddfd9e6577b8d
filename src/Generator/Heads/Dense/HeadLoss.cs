using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>The loss of a head, as calls into the runtime, and what goes with it.</summary>
internal abstract class HeadLoss
{
    /// <summary>What outputs are compared with.</summary>
    public abstract TargetKind Targets { get; }

    /// <summary>What it may be weighted by.</summary>
    public virtual LossWeighting Weighting => LossWeighting.None;

    /// <summary>Further properties of the runtime's HeadInfo, where they are not its defaults: <c>Blank = 2</c>.</summary>
    public virtual IEnumerable<string> Info => [];

    /// <summary>The formula, for a comment.</summary>
    public abstract string Formula { get; }

    /// <summary>Whether what Predict gives for one step depends on that step's outputs alone.</summary>
    public virtual bool Causal => true;

    /// <summary>
    /// Statements that check the targets and set <c>head.Normalizer</c>, what the mean divides by; in scope: <c>ws</c>,
    /// <c>time</c>, <c>head</c>.
    /// </summary>
    public abstract void EmitNormalize(CodeWriter w, bool everyStep);

    /// <summary>
    /// Statements that score rows rowBegin to rowEnd and write the gradient of their outputs; in scope besides:
    /// <c>scale</c>, rowBegin, rowEnd.
    /// </summary>
    public abstract void EmitScore(CodeWriter w, bool everyStep);

    /// <summary>Statements that add the gradients of its own parameters; in scope besides: <c>gradients</c>, part, parts.</summary>
    public virtual void EmitGradients(CodeWriter w)
    {
    }

    /// <summary>
    /// An expression that turns raw outputs in <c>outputs</c>, batch-first, into what Predict gives; or null. In scope: <c>ws</c>.
    /// </summary>
    public virtual string? ToPrediction(string head) => null;

    /// <summary>An expression that writes the best path into <c>tags</c>, or null; in scope: <c>ws</c>.</summary>
    public virtual string? Decode(string head) => null;

    /// <summary>The same for a GPU.</summary>
    public abstract IlgpuHeadLoss Ilgpu { get; }

    /// <summary>Writes further methods of the model's <c>Passes</c>, each after a blank line.</summary>
    public virtual void EmitPasses(CodeWriter w)
    {
    }

    /// <summary>Writes how its own weights are read, after a blank line; nothing where it has none.</summary>
    public virtual void EmitOwnWeights(CodeWriter w)
    {
    }

    /// <summary>Writes further public members of the model, each after a blank line.</summary>
    public virtual void EmitMembers(CodeWriter w)
    {
    }
}
