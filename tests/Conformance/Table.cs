using System.Globalization;

namespace LstmGen.Conformance;

/// <summary>Prints results, one case a line.</summary>
internal static class Table
{
    public static void Header(TextWriter output) =>
        output.WriteLine($"{"result",-12}{"case",-34}{"tensors",8}{"error",11}{"tolerance",11}  worst tensor");

    public static void Row(TextWriter output, CaseResult result, bool all)
    {
        if (result.Unsupported is { } reason)
        {
            output.WriteLine($"{"unsupported",-12}{result.Name,-34}{reason}");
            return;
        }

        if (result.Failure is { } failure)
        {
            output.WriteLine($"{"FAILED",-12}{result.Name,-34}{failure}\n            {result.Declaration}");
            return;
        }

        if (result.Worst is not { } worst)
        {
            output.WriteLine($"{"WRONG",-12}{result.Name,-34}no tensor was compared");
            return;
        }

        string note = result.Note.Length == 0 ? "" : $"  (loss outside the model: {result.Note})";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(result.Passed ? "ok" : "WRONG"),-12}{result.Name,-34}{result.Comparisons.Count,8}{worst.Error,11:0.0E+0}"
            + $"{worst.Tolerance,11:0.0E+0}  {worst.Tensor}{note}"));
        if (result.Passed && !all)
            return;
        output.WriteLine($"            {result.Declaration}");
        foreach (Comparison tensor in result.Comparisons.Where(c => all || !c.Holds).OrderByDescending(c => c.Ratio)
            .Take(all ? int.MaxValue : 12))
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"            {tensor.Tensor}: off by {tensor.Error:0.0E+0}, {tensor.Tolerance:0.0E+0} allowed"));
    }

    public static void Footer(TextWriter output, IReadOnlyCollection<CaseResult> results) => output.WriteLine(Verdict.Summary(results));
}
