using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads a sum over valid steps whose weights the head learns.</summary>
internal sealed class AttentionInput : PooledInput
{
    public AttentionInput(HeadPlacement site, float dropout)
        : base(site, dropout, "attention")
    {
        string draw = HeadInitialization.Draw(site.Plan.Options, Input.Width);
        Weight = site.Plan.Parameter($"{site.Title}.attention.weight", [1, Input.Width], draw);
        Bias = site.Plan.Parameter($"{site.Title}.attention.bias", [1], HeadInitialization.DrawBias(site.Plan.Options, Input.Width));
        site.Plan.Pack(
            Packed, RuntimeNames.AlignedBuffer, $"new AlignedBuffer({Input.Stride})", $"{Weight.Comment}, laid out as the channels", false,
            $"AttentionPooling.PackWeight({Packed}.Span, {Weight.Slice("parameters")}, {Input.Channels});");
        site.Plan.PackCopy(PackedBias, Bias);
        site.Plan.Buffer(
            Scores, $"{Input.Time}.Steps * {Input.Time}.Batch * AttentionPooling.ScoreStride", $"[{site.Length}, B, 8]",
            "gradient of the scores, each followed by 7 zeros", trainingOnly: true);
    }

    public override bool Causal => false;

    public override IReadOnlyList<ParameterPlan> Parameters => [Weight, Bias];

    /// <summary>Its weight.</summary>
    public ParameterPlan Weight { get; }

    /// <summary>Its bias.</summary>
    public ParameterPlan Bias { get; }

    /// <summary>The copy of its weight.</summary>
    public string Packed => Name + "AttentionWeight";

    private string PackedBias => Name + "AttentionBias";

    /// <summary>Buffer of the gradient of the scores.</summary>
    public string Scores => Name + "ScoreGradient";

    public override IlgpuHeadInput Ilgpu => new IlgpuAttentionInput(Site, Dropout, Stream, this);

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
            ValidPairs pairs = new(time);
            WeightGradient.Accumulate({Weight.Slice("gradients")}, GateLayout.Dense(1), GateSlots.One, ws.{Scores}.Span, AttentionPooling.ScoreStride, {Sequence}, {Input.Stride}, {Input.Channels}, pairs, 0, 1);
        {"}"}
        """);
}
