using LstmGen.Generator.Emitting;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads the last valid step of each row.</summary>
internal sealed class LastInput(HeadSite site, float dropout) : PooledInput(site, dropout, "last")
{
    // Directions end at different steps; other groups end together.
    private int Groups => Input.Directional ? 2 : 1;

    private int GroupStride => Input.Stride / Groups;

    protected override void EmitPool(CodeWriter w)
    {
        w.Line(Input.Directional
            ? "// [last step of the forward direction, step 0 of the reverse one]"
            : "// the last valid step of each row");
        w.Line($"LastStep.Gather(time, {Sequence}, {Groups}, {GroupStride}, {Pooled}, rowBegin, rowEnd);");
    }

    protected override void EmitUnpool(CodeWriter w) => w.Line(Site.Carry(
        $"LastStep.ScatterAdd(time, {PooledGradient}, {Groups}, {GroupStride}, ws.{Input.Gradient}.Span, rowBegin, rowEnd);"));
}
