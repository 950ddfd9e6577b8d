using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Ctc;

/// <summary>Negative log-probability of a labelling on a GPU.</summary>
internal sealed class IlgpuCtcLoss(CtcSpec spec) : IlgpuHeadLoss
{
    public override string Score =>
        $"Kernels.Ctc.Loss(head.Rows, {spec.Outputs}, head.Classes.View, head.LabelStride, head.LabelLengths.View, {spec.Blank}, "
            + $"{Literal.Of(spec.ZeroInfinity)}, scale);";
}
