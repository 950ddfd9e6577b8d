using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads each channel's maximum over valid steps.</summary>
internal sealed class MaxInput : PooledInput
{
    public MaxInput(HeadPlacement site, float dropout)
        : base(site, dropout, "max") => site.Plan.RowBuffer(
            Steps, Input.Stride, "the first step that has each maximum", trainingOnly: true, time: Input.Time);

    public override bool Causal => false;

    private string Steps => Name + "MaximumSteps";

    public override IlgpuHeadInput Ilgpu => new IlgpuMaxInput(Site, Dropout, Stream, Steps);

    protected override void EmitPool(CodeWriter w) => w.Line($"""
        // p = max_t x_t over the valid steps of each row, channel by channel
        MaxPooling.Forward(time, {Sequence}, {Input.Stride}, {Pooled}, ws.{Steps}.Span, rowBegin, rowEnd);
        """);

    protected override void EmitUnpool(CodeWriter w)
    {
        w.Line("// dx_t += dp where t is the first step that has the maximum");
        w.Line(
            Site.Carry($"MaxPooling.Backward(time, {PooledGradient}, ws.{Steps}.Span, {Input.Stride}, "
                + $"ws.{Input.Gradient}.Span, rowBegin, rowEnd);"));
    }
}
