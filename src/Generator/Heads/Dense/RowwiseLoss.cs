using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>A loss whose rows, and steps where there is an output at every step, do not meet.</summary>
internal abstract class RowwiseLoss : HeadLoss
{
    /// <summary>
    /// An expression for the number that a range of rows adds to the divisor of the mean; in scope: <c>head</c>,
    /// <c>first</c> and <c>count</c>.
    /// </summary>
    protected abstract string Count { get; }

    /// <summary>A statement that checks the targets; or null.</summary>
    protected virtual string? Check => null;

    /// <summary>
    /// A statement that scores rows first to first + count; in scope: <c>head</c>, <c>first</c>, <c>count</c>,
    /// <c>outputs</c>, <c>gradients</c>, <c>losses</c> of just these rows, <c>scale</c>.
    /// </summary>
    protected abstract string Compute { get; }

    public override void EmitNormalize(CodeWriter w, bool everyStep)
    {
        if (Check is { } check)
            w.Line(check);
        w.Line("double normalizer = 0;");
        EmitRows(w, everyStep, "0", "time.Batch", () => w.Line($"normalizer += {Count};"));
        w.Line("head.Normalizer = normalizer;");
    }

    public override void EmitScore(CodeWriter w, bool everyStep)
    {
        if (everyStep)
            w.Line("RecurrentState.ClearEnded(time, head.OutputGradients.Span, head.Stride, 0, rowBegin, rowEnd);");
        EmitRows(w, everyStep, "rowBegin", "rowEnd", () => w.Line($"""
            ReadOnlySpan<float> outputs = head.Outputs.Span.Slice(first * head.Stride, count * head.Stride);
            Span<float> gradients = head.OutputGradients.Span.Slice(first * head.Stride, count * head.Stride);
            Span<double> losses = head.RowLosses.Slice(first, count);
            {Compute}
            """));
    }

    // The rows of a head, or those alive at each step.
    private static void EmitRows(CodeWriter w, bool everyStep, string begin, string end, Action body)
    {
        if (!everyStep)
        {
            w.Line(begin == "0" ? $"int first = 0, count = {end};" : $"int first = {begin}, count = {end} - {begin};");
            body();
            return;
        }

        using (w.Open("for (int t = 0; t < time.Steps; t++)"))
        {
            w.Line($"""
                int first = t * time.Batch{(begin == "0" ? "" : " + " + begin)}, count = {(begin == "0" ? "time.Active[t]" : $"Math.Min(time.Active[t], {end}) - {begin}")};
                if (count <= 0)
                    break;
                """);
            body();
        }
    }
}
