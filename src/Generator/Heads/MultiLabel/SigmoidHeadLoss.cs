using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.MultiLabel;

/// <summary>Binary cross-entropy of each label, a mean over all of them.</summary>
internal sealed class SigmoidHeadLoss(int labels) : RowwiseLoss
{
    public override TargetKind Targets => TargetKind.Values;

    public override LossWeighting Weighting => LossWeighting.Positives;

    public override string Formula => "Mean of -(p t log sigmoid(y) + (1 - t) log(1 - sigmoid(y))), p the weight of a label's positives";

    protected override string Count => ValuesOf(labels);

    protected override string Compute =>
        $"SigmoidCrossEntropy.Compute(rows.Outputs, head.Stride, rows.Values({labels}), {labels}, head.PositiveWeights, scale, "
            + "rows.Losses, rows.Gradients);";

    public override IlgpuHeadLoss Ilgpu => new IlgpuSigmoidLoss(labels);

    public override string? ToPrediction(string head) => $"HeadOutputs.Sigmoid({head}, outputs)";
}
