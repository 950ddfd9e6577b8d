using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Heads;

/// <summary>One tag at every step: <c>[Tagging(tags)]</c>.</summary>
/// <remarks>
/// With a CRF the loss is the mean over rows of the negative log-likelihood of the row's tags, and neither label
/// smoothing nor the ignored target applies. Parameters <c>name.transitions</c> [from, to], <c>start_transitions</c>
/// and <c>end_transitions</c>.
/// </remarks>
/// <param name="Tags">Number of tags.</param>
public sealed record TaggingHead(int Tags) : ReferenceHead
{
    /// <summary>Whether a linear-chain CRF joins the steps.</summary>
    public bool Crf { get; init; }

    /// <summary>Share of the probability spread over all tags.</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>The target that is left out.</summary>
    public int IgnoreIndex { get; init; } = -100;

    /// <inheritdoc/>
    public override bool EveryStep => true;

    /// <inheritdoc/>
    public override int OutputWidth(ReferenceModel model) => Tags;

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters(ReferenceModel model) => Crf
        ? [
            .. LinearParameters(model, bias: true), new($"{HeadName}.transitions", Tags, Tags),
            new($"{HeadName}.start_transitions", Tags), new($"{HeadName}.end_transitions", Tags),
        ]
        : LinearParameters(model, bias: true);

    private protected override AttributeText Describe() => DescribeShared(new AttributeText("Tagging").Positional(Tags)
        .Named("Crf", Crf, false).Named("LabelSmoothing", LabelSmoothing, 0f).Named("IgnoreIndex", IgnoreIndex, -100));

    internal override HeadOutput Forward(RunContext run, Sequences input) => new(LinearSteps(run, input, bias: true));

    internal override Var Loss(RunContext run, Sequences output, ReferenceTarget target) => Crf
        ? ConditionalRandomField.MeanLoss(run, HeadName, output, target)
        : CrossEntropy.Mean(run.Tape, output, target, LabelSmoothing, IgnoreIndex);
}
