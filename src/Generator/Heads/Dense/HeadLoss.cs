namespace LstmGen.Generator.Heads.Dense;

/// <summary>The loss of a head, as calls into the runtime.</summary>
internal abstract class HeadLoss
{
    /// <summary>Member of the runtime's TargetKind.</summary>
    public abstract string Targets { get; }

    /// <summary>The formula, for a comment.</summary>
    public abstract string Formula { get; }

    /// <summary>
    /// An expression for the number that a range of rows adds to the divisor of the mean; in scope: <c>head</c>,
    /// <c>first</c> and <c>count</c>.
    /// </summary>
    public abstract string Count { get; }

    /// <summary>
    /// A statement that scores rows first to first + count; in scope: <c>head</c>, <c>first</c>, <c>count</c>,
    /// <c>outputs</c>, <c>gradients</c>, <c>losses</c> of just these rows, <c>scale</c>.
    /// </summary>
    public abstract string Compute { get; }

    /// <summary>A statement that turns raw outputs in <c>outputs</c> ([rows, width]) into what Predict gives; or null.</summary>
    public virtual string? Finish(int width) => null;
}
