using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Regression;

/// <summary>The loss of real values on a GPU.</summary>
internal sealed class IlgpuRegressionLoss(RegressionSpec spec) : IlgpuHeadLoss
{
    public override string Score
    {
        get
        {
            float parameter = spec.LossKind switch
            {
                RegressionLossKind.Huber => spec.Delta,
                RegressionLossKind.Quantile => spec.Quantile,
                _ => 0f,
            };
            return $"Kernels.Losses.Regression(head.Rows, head.Values.View, {spec.Outputs}, {(int)spec.LossKind}, "
                + $"{Literal.Of(parameter)}, scale); // {spec.LossKind}";
        }
    }
}
