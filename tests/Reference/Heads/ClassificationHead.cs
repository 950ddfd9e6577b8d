using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Heads;

/// <summary>One of several classes: <c>[Classification(classes)]</c>.</summary>
/// <param name="Classes">Number of classes.</param>
public sealed record ClassificationHead(int Classes) : PooledHead
{
    /// <summary>Share of the probability spread over all classes.</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>The target that is left out.</summary>
    public int IgnoreIndex { get; init; } = -100;

    /// <inheritdoc/>
    public override int OutputWidth(ReferenceModel model) => Classes;

    private protected override AttributeText Describe() => DescribePooled(new AttributeText("Classification")
        .Positional(Classes).Named("LabelSmoothing", LabelSmoothing, 0f).Named("IgnoreIndex", IgnoreIndex, -100));

    internal override Var Loss(RunContext run, Sequences output, ReferenceTarget target) =>
        CrossEntropy.Mean(run.Tape, output, target, LabelSmoothing, IgnoreIndex);
}
