using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.SequenceOutput;

/// <summary>Mean squared error of every value of a sequence.</summary>
internal sealed class SequenceLoss(int width) : RowwiseLoss
{
    public override TargetKind Targets => TargetKind.Values;

    public override string Formula => "Mean of (y - t)^2";

    protected override string Count => ValuesOf(width);

    public override IlgpuHeadLoss Ilgpu => new IlgpuSequenceLoss(width);

    protected override string Compute =>
        $"MeanSquared.Compute(rows.Outputs, head.Stride, rows.Values({width}), {width}, scale, rows.Losses, rows.Gradients);";
}
