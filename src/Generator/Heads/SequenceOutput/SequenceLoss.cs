using LstmGen.Generator.Heads.Dense;

namespace LstmGen.Generator.Heads.SequenceOutput;

/// <summary>Mean squared error of every value of a sequence.</summary>
internal sealed class SequenceLoss(int width) : StepLoss
{
    public override string Targets => "Values";

    public override string Formula => "Mean of (y - t)^2";

    protected override string Count => $"(double)count * {width}";

    protected override string Compute =>
        $"MeanSquared.Compute(outputs, head.Stride, head.ValueTargets.Slice(first * {width}, count * {width}), {width}, scale, losses, gradients);";
}
