using LstmGen.Generator.Heads.Dense;

namespace LstmGen.Generator.Heads.MultiLabel;

/// <summary>Binary cross-entropy of each label on a GPU.</summary>
internal sealed class IlgpuSigmoidLoss(int labels) : IlgpuHeadLoss
{
    public override string Score => $"Kernels.Losses.Sigmoid(head.Rows, head.Values.View, {labels}, head.OutputWeights.View, scale);";
}
