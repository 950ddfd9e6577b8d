using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>A head on a GPU: pooling, dense layer, loss, and their derivatives.</summary>
internal sealed class IlgpuDenseHead(
    DenseHeadPlan head, HeadInput input, HeadLoss loss, ParameterPlan weight, ParameterPlan? bias) : IlgpuLayer
{
    private readonly IlgpuHeadInput _input = input.Ilgpu;

    private string Layout => head.Name + "Layout";

    private string PackedWeights => head.Name + "Weights";

    private string PackedBias => head.Name + "Bias";

    private string Head => $"ws.HeadsOnDevice[{head.Index}]";

    private int Stride => Planning.Layout.Pad(head.Outputs);

    public override IEnumerable<IlgpuBlock> Blocks =>
        [.. _input.Blocks, new(PackedWeights, $"{weight.Comment} transposed."), new(PackedBias, "Bias, padded; empty for none.")];

    public override IEnumerable<string> Members =>
        [.. _input.Members, $"private static readonly GateWeightLayout {Layout} = new({head.Outputs}, 1, {head.Input.Channels}, [0]);"];

    public override IEnumerable<string> Pack
    {
        get
        {
            foreach (string statement in _input.Pack)
                yield return statement;
            yield return $"Kernels.Gates.PackPanels({Layout}, {View("Weights", weight)}, {PackedWeights});";
            if (bias is not null)
                yield return $"Kernels.Gates.PackBias({Layout}, {View("Weights", bias)}, {PackedBias}, add: false);";
        }
    }

    public override IEnumerable<string> Forward =>
    [
        .. _input.Forward,
        $"Kernels.Products.Multiply({Head}.Count, {head.Input.Stride}, {Stride}, {_input.Rows}, {head.Input.Stride}, "
            + $"{PackedWeights}.View, {PackedBias}.View, {Head}.Outputs.View, {Stride});",
    ];

    public override IEnumerable<string> Loss => [IlgpuScore.Call(head)];

    public override IEnumerable<string> Backward => _input.Backward((to, add) =>
        $"Kernels.Products.MultiplyTransposed({Head}.Count, {Stride}, {head.Input.Stride}, {Head}.OutputGradients.View, {Stride}, "
            + $"{PackedWeights}.View, {to}, {head.Input.Stride}, accumulate: {Literal.Of(add)});");

    public override IEnumerable<string> ParameterGradients
    {
        get
        {
            if (!weight.Frozen)
                yield return $"Kernels.Gates.AddWeightGradient({Layout}, {View("Gradients", weight)}, {Head}.Count, {_input.Rows}, "
                    + $"{Head}.OutputGradients.View);";
            if (bias is not null)
                yield return $"Kernels.Gates.AddBiasGradient({Layout}, {View("Gradients", bias)}, {Head}.Count, "
                    + $"{Head}.OutputGradients.View);";
            foreach (string statement in _input.ParameterGradients.Concat(loss.Ilgpu.ParameterGradients))
                yield return statement;
        }
    }

    public override void Emit(CodeWriter w)
    {
        IlgpuScore.Emit(w, head, loss);
        loss.Ilgpu.Emit(w);
        loss.EmitMembers(w);
    }
}
