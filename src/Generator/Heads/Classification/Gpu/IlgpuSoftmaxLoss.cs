using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Classification;

/// <summary>Softmax cross-entropy on a GPU.</summary>
internal sealed class IlgpuSoftmaxLoss(int classes, float smoothing, int ignoreIndex) : IlgpuHeadLoss
{
    public override string Score =>
        $"Kernels.Losses.Softmax(head.Rows, head.Classes.View, {classes}, head.OutputWeights.View, head.TotalWeight, "
            + $"{Literal.Of(smoothing)}, {ignoreIndex}, scale);";
}
