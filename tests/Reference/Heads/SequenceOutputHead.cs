using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Heads;

/// <summary>
/// The last layer's output itself: <c>[SequenceOutput]</c>. The loss is the mean squared error over valid steps,
/// unless <see cref="ReferenceTarget.OutputGradient"/> is given.
/// </summary>
public sealed record SequenceOutputHead : ReferenceHead
{
    /// <inheritdoc/>
    public override bool EveryStep => true;

    /// <inheritdoc/>
    public override int OutputWidth(ReferenceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.WidthBefore(model.Layers.Count);
    }

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters(ReferenceModel model) => [];

    private protected override AttributeText Describe() => DescribeShared(new AttributeText("SequenceOutput"));

    internal override HeadOutput Forward(RunContext run, Sequences input) => new(input.MapSteps((x, row, t) =>
        run.Masked(x, $"{HeadName}.dropout", (row * input.Time) + t)));

    internal override Var Loss(RunContext run, Sequences output, ReferenceTarget target) =>
        ElementLoss.Mean(run.Tape, output, target, d => run.Tape.Multiply(d, d));
}
