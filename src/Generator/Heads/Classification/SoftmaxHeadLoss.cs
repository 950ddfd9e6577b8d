using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Classification;

/// <summary>Softmax cross-entropy.</summary>
internal class SoftmaxHeadLoss(int classes, float smoothing, int ignoreIndex) : RowwiseLoss
{
    public override TargetKind Targets => TargetKind.Classes;

    public override LossWeighting Weighting => LossWeighting.Classes;

    public override IEnumerable<string> Info => ignoreIndex == -100 ? [] : [$"IgnoreIndex = {ignoreIndex}"];

    public override string Formula =>
        "Mean of -log softmax(y)[target]" + (smoothing > 0 ? $", targets smoothed by {Literal.Of(smoothing)}" : "");

    protected override string? Check => $"head.RequireClasses({ignoreIndex});";

    protected override string Count =>
        $"SoftmaxCrossEntropy.Normalizer(rows.Classes, head.ClassWeights, {ignoreIndex}, {classes})";

    protected override string Compute =>
        $"SoftmaxCrossEntropy.Compute(rows.Outputs, head.Stride, {classes}, rows.Classes, head.ClassWeights, {Literal.Of(smoothing)}, "
            + $"{ignoreIndex}, scale, rows.Losses, rows.Gradients);";

    public override IlgpuHeadLoss Ilgpu => new IlgpuSoftmaxLoss(classes, smoothing, ignoreIndex);

    public override string? ToPrediction(string head) => $"HeadOutputs.Softmax({head}, outputs)";
}
