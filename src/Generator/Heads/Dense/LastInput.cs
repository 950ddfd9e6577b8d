using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads the last valid step of each row.</summary>
internal sealed class LastInput : PooledInput
{
    public LastInput(HeadPlacement site, float dropout)
        : base(site, dropout, "last") => Input.Last?.Want(site.Plan);

    // Directions end at different steps; other groups end together.
    private int Groups => Input.Directional ? 2 : 1;

    private int GroupStride => Input.Stride / Groups;

    public override string? RowAtStep => Input.Last is null ? FirstRow : null;

    private string Rows => $"[(rowBegin * {Input.Stride})..(rowEnd * {Input.Stride})]";

    public override IlgpuHeadInput Ilgpu => new IlgpuLastInput(Site, Dropout, Stream, Groups, GroupStride);

    protected override void EmitPool(CodeWriter w)
    {
        if (Input.Last is { } last)
        {
            w.Line($"// the last state as the layer before gives it\nws.{last.Buffer}.Span{Rows}.CopyTo({Pooled}{Rows});");
            return;
        }

        w.Line(Input.Directional
            ? "// [last step of the forward direction, step 0 of the reverse one]"
            : "// the last valid step of each row");
        w.Line($"LastStep.Gather(time, {Sequence}, {Groups}, {GroupStride}, {Pooled}, rowBegin, rowEnd);");
    }

    protected override void EmitUnpool(CodeWriter w) => w.Line(Site.Carry(Input.Last is { } last
        ? $"Elementwise.AddInPlace(ws.{last.Gradient}.Span{Rows}, {PooledGradient}{Rows});"
        : $"LastStep.ScatterAdd(time, {PooledGradient}, {Groups}, {GroupStride}, ws.{Input.Gradient}.Span, rowBegin, rowEnd);"));
}
