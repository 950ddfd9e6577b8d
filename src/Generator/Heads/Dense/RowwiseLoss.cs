using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>A loss whose rows, and steps where there is an output at every step, are independent of each other.</summary>
internal abstract class RowwiseLoss : HeadLoss
{
    /// <summary>
    /// An expression for the number that a range of rows adds to the divisor of the mean; in scope: <c>head</c> and <c>rows</c>, the
    /// runtime's HeadRows.
    /// </summary>
    protected abstract string Count { get; }

    /// <summary>The same where each row has as many values.</summary>
    protected static string ValuesOf(int values) => values == 1 ? "rows.Count" : $"(double)rows.Count * {values}";

    /// <summary>A statement that checks the targets; or null.</summary>
    protected virtual string? Check => null;

    /// <summary>
    /// A statement that scores rows and writes the gradients of their outputs; in scope: <c>head</c>, <c>rows</c>, <c>scale</c>.
    /// </summary>
    protected abstract string Compute { get; }

    public override void EmitNormalize(CodeWriter w, bool everyStep)
    {
        if (Check is { } check)
            w.Line(check);
        if (!everyStep)
        {
            w.Line($"HeadRows rows = new(head, 0, head.Rows);\nhead.Normalizer = {Count};");
            return;
        }

        w.Line($"""
            double normalizer = 0;
            foreach (HeadRows rows in new HeadSteps(head, 0, time.Batch))
                normalizer += {Count};
            head.Normalizer = normalizer;
            """);
    }

    public override void EmitScore(CodeWriter w, bool everyStep)
    {
        w.Line(everyStep
            ? $"""
                RecurrentState.ClearEnded(time, head.OutputGradients.Span, head.Stride, 0, rowBegin, rowEnd);
                foreach (HeadRows rows in new HeadSteps(head, rowBegin, rowEnd))
                    {Compute}
                """
            : $"HeadRows rows = new(head, rowBegin, rowEnd - rowBegin);\n{Compute}");
    }
}
