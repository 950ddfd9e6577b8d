using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads the mean over valid steps.</summary>
internal sealed class MeanInput(HeadPlacement site, float dropout) : PooledInput(site, dropout, "mean")
{
    public override bool Causal => false;

    public override IlgpuHeadInput Ilgpu => new IlgpuMeanInput(Site, Dropout, Stream);

    protected override void EmitPool(CodeWriter w) => w.Line($"""
        // p = 1/n sum_t x_t over the n valid steps of each row
        MeanPooling.Forward(time, {Sequence}, {Input.Stride}, {Pooled}, rowBegin, rowEnd);
        """);

    protected override void EmitUnpool(CodeWriter w)
    {
        w.Line("// dx_t += 1/n dp");
        w.Line(Site.Carry($"MeanPooling.Backward(time, {PooledGradient}, {Input.Stride}, ws.{Input.Gradient}.Span, rowBegin, rowEnd);"));
    }
}
