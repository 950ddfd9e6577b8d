using LstmGen.Generator.Heads.Dense;

namespace LstmGen.Generator.Heads.SequenceOutput;

/// <summary>Mean squared error of every value of a sequence, on a GPU.</summary>
internal sealed class IlgpuSequenceLoss(int width) : IlgpuHeadLoss
{
    public override string Score => $"Kernels.Losses.Regression(head.Rows, head.Values.View, {width}, 0, 0f, scale); // (y - t)^2";
}
