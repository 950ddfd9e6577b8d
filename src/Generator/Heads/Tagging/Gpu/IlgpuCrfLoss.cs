using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Tagging;

/// <summary>Negative log-likelihood of whole paths of tags on a GPU.</summary>
/// <param name="loss">The same on the processor.</param>
/// <param name="site">The head.</param>
/// <param name="tags">Number of tags.</param>
/// <param name="rowGradients">Buffer of each row's gradient of the weights.</param>
internal sealed class IlgpuCrfLoss(CrfHeadLoss loss, HeadPlacement site, int tags, string rowGradients) : IlgpuHeadLoss
{
    public override string Score =>
        $"Kernels.Crf.Loss(head.Rows, head.Classes.View, {tags}, {Parameters("Weights")}, scale, "
            + $"ws.{rowGradients}.View, head.HasOpenSteps, head.LossWeights.View);";

    public override IEnumerable<string> ParameterGradients =>
    [
        $"if (!{site.Workspace}.HasOwnGradients)\n    Kernels.Crf.AddGradients(ws.{rowGradients}.View, "
            + $"ws.{site.Input.Time}OnDevice.Batch, {Parameters("Gradients")});",
    ];

    public override void Emit(CodeWriter w) =>
        loss.EmitWeights(w, $"ws.ReadWeights({loss.Offset}, {loss.Length})");

    private string Parameters(string block) => $"{block}.SubView({loss.Offset}, {loss.Length})";
}
