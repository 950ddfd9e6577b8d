using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Regression;

/// <summary>The loss of real values, a mean over all of them.</summary>
internal sealed class RegressionHeadLoss(RegressionSpec spec) : RowwiseLoss
{
    public override TargetKind Targets => TargetKind.Values;

    public override string Formula => spec.LossKind switch
    {
        RegressionLossKind.MeanAbsolute => "Mean of |y - t|",
        RegressionLossKind.Huber => $"Mean of the Huber loss of y - t, linear beyond {Literal.Of(spec.Delta)}",
        RegressionLossKind.Quantile => $"Mean of max(q (t - y), (q - 1) (t - y)), q = {Literal.Of(spec.Quantile)}",
        _ => "Mean of (y - t)^2",
    };

    protected override string Count => ValuesOf(spec.Outputs);

    public override IlgpuHeadLoss Ilgpu => new IlgpuRegressionLoss(spec);

    protected override string Compute
    {
        get
        {
            string extra = spec.LossKind switch
            {
                RegressionLossKind.Huber => Literal.Of(spec.Delta) + ", ",
                RegressionLossKind.Quantile => Literal.Of(spec.Quantile) + ", ",
                _ => "",
            };
            return $"{spec.LossKind}.Compute(rows.Outputs, head.Stride, rows.Values({spec.Outputs}), {spec.Outputs}, {extra}scale, "
                + "rows.Losses, rows.Gradients);";
        }
    }
}
