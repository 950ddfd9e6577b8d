using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Dropout on what a head reads.</summary>
internal static class HeadDropout
{
    // Apart from the streams of the dropout layers, which count up from 1.
    private const uint FirstStream = 1000;

    public static uint Stream(PlanBuilder plan) => FirstStream + (uint)plan.HeadCount;

    /// <summary>Multiplies pooled rows, or their gradient, by the mask in place.</summary>
    public static void EmitPooled(CodeWriter w, float rate, uint stream, int stride, string rows)
    {
        if (rate > 0)
            w.Line($"DropoutMask.ApplyRows(ws, {Literal.Of(rate)}, {stream}, {stride}, {rows}, rowBegin, rowEnd);");
    }
}
