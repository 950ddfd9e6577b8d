using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads a sum over valid steps whose weights the head learns.</summary>
internal sealed class AttentionInput : PooledInput
{
    private readonly ParameterPlan _weight, _bias;

    public AttentionInput(HeadPlacement site, float dropout)
        : base(site, dropout, "attention")
    {
        string draw = HeadInitialization.Draw(site.Plan.Options, Input.Width);
        _weight = site.Plan.Parameter($"{site.Title}.attention.weight", [1, Input.Width], draw);
        _bias = site.Plan.Parameter($"{site.Title}.attention.bias", [1], HeadInitialization.DrawBias(site.Plan.Options, Input.Width));
        site.Plan.Pack(
            Packed, RuntimeNames.AlignedBuffer, $"new AlignedBuffer({Input.Stride})", $"{_weight.Comment}, laid out as the channels", false,
            $"AttentionPooling.PackWeight({Packed}.Span, {_weight.Slice("parameters")}, {Input.Channels});");
        site.Plan.PackCopy(PackedBias, _bias);
        site.Plan.Buffer(
            Scores, $"{Input.Time}.Steps * {Input.Time}.Batch * AttentionPooling.ScoreStride", $"[{site.Length}, B, 8]",
            "gradient of the scores, each followed by 7 zeros", trainingOnly: true);
    }

    public override bool Causal => false;

    public override IReadOnlyList<ParameterPlan> Parameters => [_weight, _bias];

    private string Packed => Name + "AttentionWeight";

    private string PackedBias => Name + "AttentionBias";

    private string Scores => Name + "ScoreGradient";

    // The scores are a dense layer of one output over all steps.
    private string ScoreLayout => Packed + "Layout";

    private string Attention => $"ws.HeadsOnDevice[{Site.Index}].Attention.View";

    public override IEnumerable<IlgpuBlock> IlgpuBlocks =>
        [new(Packed, $"{_weight.Comment} transposed, [{Input.Stride}, 8]."), new(Packed + "Bias", $"{_bias.Comment}, padded.")];

    public override IEnumerable<string> IlgpuMembers =>
        [$"private static readonly GateWeightLayout {ScoreLayout} = new(1, 1, {Input.Channels}, [0]);"];

    public override IEnumerable<string> IlgpuPack =>
    [
        $"Kernels.Gates.PackPanels({ScoreLayout}, {IlgpuLayer.View("Weights", _weight)}, {Packed});",
        $"Kernels.Gates.PackBias({ScoreLayout}, {IlgpuLayer.View("Weights", _bias)}, {Packed}Bias, add: false);",
    ];

    public override IEnumerable<string> IlgpuGradients =>
        [$"Kernels.Gates.AddWeightGradient({ScoreLayout}, {IlgpuLayer.View("Gradients", _weight)}, {OnDevice}.Pairs, "
            + $"{IlgpuLayer.View(Input)}, ws.{Scores}.View); // dw += sum_t ds_t x_t    db = 0"];

    protected override IEnumerable<string> IlgpuPool =>
        [$"Kernels.Attention.Forward({OnDevice}.Layout, {IlgpuLayer.View(Input)}, {Input.Stride}, {Packed}.View, {Packed}Bias.View, "
            + $"{Attention}, {IlgpuRows}); // p = sum_t softmax(w x + b)_t x_t"];

    protected override IEnumerable<string> IlgpuUnpool =>
    [
        $"Kernels.Attention.Backward({OnDevice}.Layout, {IlgpuLayer.View(Input)}, {Input.Stride}, {Attention}, "
            + $"ws.{Name}PooledGradient.View, ws.{Scores}.View);",
        .. IlgpuLayer.WhereWanted(
            Input,
            $"Kernels.Attention.AddGradient({OnDevice}.Layout, {Attention}, ws.{Name}PooledGradient.View, ws.{Scores}.View, "
                + $"{Packed}.View, {Input.Stride}, ws.{Input.Gradient}.View);"),
    ];

    protected override void EmitPool(CodeWriter w) => w.Line($"""
        // s_t = w x_t + b    a = softmax of s over the valid steps of each row    p = sum_t a_t x_t
        AttentionPooling.Forward(time, {Sequence}, {Input.Stride}, ws.Packed.{Packed}.Span, ws.Packed.{PackedBias}.Span[0], head.Attention.Span, {Pooled}, rowBegin, rowEnd);
        """);

    protected override void EmitUnpool(CodeWriter w)
    {
        string gradient = Input.GradientUse.Span($"ws.{Input.Gradient}.Span");
        w.Line($"""
            // ds_t = a_t (dp x_t - sum_u a_u dp x_u)    dx_t += a_t dp + ds_t w
            AttentionPooling.Backward(time, {Sequence}, {Input.Stride}, ws.Packed.{Packed}.Span, head.Attention.Span, {PooledGradient}, ws.{Scores}.Span, {gradient}, rowBegin, rowEnd);
            """);
    }

    public override void EmitGradients(CodeWriter w) => w.Line($"""
        // dw += sum_t ds_t x_t: one sum, so the last part takes it    db = 0: the same added to all scores of a row changes nothing
        if (part == parts - 1)
        {"{"}
            int pairs = time.Steps * time.Batch;
            WeightGradient.Accumulate({_weight.Slice("gradients")}, GateLayout.Dense(1), GateSlots.One, ws.{Scores}.Span, AttentionPooling.ScoreStride, {Sequence}, {Input.Stride}, {Input.Channels}, pairs, 0, 1);
        {"}"}
        """);
}
