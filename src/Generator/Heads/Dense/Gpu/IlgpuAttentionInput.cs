using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads a sum over valid steps whose weights the head learns, on a GPU.</summary>
internal sealed class IlgpuAttentionInput(HeadPlacement site, float dropout, uint stream, AttentionInput input)
    : IlgpuPooledInput(site, dropout, stream)
{
    private string Packed => input.Packed;

    // The scores are a dense layer of one output over all steps.
    private string ScoreLayout => Packed + "Layout";

    private string Attention => $"ws.HeadsOnDevice[{Site.Index}].Attention.View";

    public override IEnumerable<IlgpuBlock> Blocks =>
        [new(Packed, $"{input.Weight.Comment} transposed, [{Input.Stride}, 8]."), new(Packed + "Bias", $"{input.Bias.Comment}, padded.")];

    public override IEnumerable<string> Members =>
        [$"private static readonly GateWeightLayout {ScoreLayout} = new(1, 1, {Input.Channels}, [0]);"];

    public override IEnumerable<string> Pack =>
    [
        $"Kernels.Gates.PackPanels({ScoreLayout}, {IlgpuLayer.View("Weights", input.Weight)}, {Packed});",
        $"Kernels.Gates.PackBias({ScoreLayout}, {IlgpuLayer.View("Weights", input.Bias)}, {Packed}Bias, add: false);",
    ];

    public override IEnumerable<string> ParameterGradients =>
        [$"Kernels.Gates.AddWeightGradient({ScoreLayout}, {IlgpuLayer.View("Gradients", input.Weight)}, {Time}.Pairs, "
            + $"{IlgpuLayer.View(Input)}, ws.{input.Scores}.View); // dw += sum_t ds_t x_t    db = 0"];

    protected override IEnumerable<string> Pool =>
        [$"Kernels.Attention.Forward({Time}.Layout, {IlgpuLayer.View(Input)}, {Input.Stride}, {Packed}.View, {Packed}Bias.View, "
            + $"{Attention}, {Rows}); // p = sum_t softmax(w x + b)_t x_t"];

    protected override IEnumerable<string> Unpool =>
    [
        $"Kernels.Attention.Backward({Time}.Layout, {IlgpuLayer.View(Input)}, {Input.Stride}, {Attention}, "
            + $"ws.{Name}PooledGradient.View, ws.{input.Scores}.View);",
        .. IlgpuLayer.WhereWanted(
            Input,
            $"Kernels.Attention.AddGradient({Time}.Layout, {Attention}, ws.{Name}PooledGradient.View, ws.{input.Scores}.View, "
                + $"{Packed}.View, {Input.Stride}, ws.{Input.Gradient}.View);"),
    ];
}
