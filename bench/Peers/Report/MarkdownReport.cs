using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LstmGen.Bench.Peers.Report;

/// <summary>The comparisons as Markdown: the machine, a summary by kinds of cases, then every case, the slower ones in bold.</summary>
internal sealed class MarkdownReport(IReadOnlyList<Comparison> comparisons, IReadOnlyList<JsonObject> others)
{
    private static readonly Dictionary<string, string> Titles = new()
    {
        ["train"] = "Training step (ms): zero gradients, forward, loss, backward, clip to norm 1, Adam",
        ["infer"] = "Inference of a batch (ms)",
        ["stream"] = "Streaming, one step of one sequence (µs)",
    };

    private readonly MachineText _machine = new(comparisons, others);
    private readonly ProcessTables _processes = new(others);

    public string Write(bool everyCase)
    {
        StringBuilder text = new();
        text.Append(_machine.Write()).Append(_processes.Write());
        WriteSummary(text);
        if (!everyCase)
            return text.ToString();
        foreach ((string mode, string title) in Titles)
        {
            Comparison[] rows = [.. comparisons.Where(x => x.Mode == mode)];
            if (rows.Length > 0)
                text.Append(new CaseTable(rows, _machine).Write(title));
        }

        return text.Append(_processes.WriteTables()).Append(new QuantizedTable(others).Write()).Append(new CellTable(others).Write())
            .Append(new LengthsTable(others).Write()).ToString();
    }

    /// <summary>
    /// By target and kind of case: geometric mean of the ratios, worst, best, how many reach the target, and for how many the peak allows
    /// it.
    /// </summary>
    private void WriteSummary(StringBuilder text)
    {
        if (comparisons.Count == 0)
            return;
        Targets targets = comparisons[0].Targets;
        double peak = _machine.Peak(2);
        text.Append(
            "| | cases | against | times as fast (geometric mean) | worst to best | target | reached | possible at the peak | "
            + "possible with nothing else |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (Target target in targets.All)
        {
            Comparison[] measured = [.. comparisons.Where(
                x => x.Mode == target.Mode && target.Covers(x.Case) && double.IsFinite(x.RatioTo(target.Peers)))];
            foreach (TargetClass kind in target.Classes)
            {
                Comparison[] group = [.. measured.Where(x => target.Of(x.Case) == kind)];
                if (group.Length == 0)
                    continue;
                double[] ratios = [.. group.Select(x => x.RatioTo(target.Peers))];
                double mean = Math.Exp(ratios.Average(Math.Log));
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {target.Mode} | {kind.Title} | {target.Title} | {Figure.Of(mean)} | {Figure.Of(ratios.Min())} to "
                    + $"{Figure.Of(ratios.Max())} | {kind.Ratio} | {ratios.Count(r => r >= kind.Ratio)} of {ratios.Length} | "
                    + $"{group.Count(x => x.Bound(target.Peers, peak) >= kind.Ratio)} | {Floors(group, target.Peers, kind.Ratio)} |\n");
            }
        }

        text.Append(
            "\nPossible at the peak: the target leaves the products alone, on both threads at the multiply-add peak that the processor "
            + "keeps up, time enough; gates, losses, the optimizer and reading memory take no time there. Possible with nothing else: the "
            + "target leaves the products alone time enough, as they were measured in the same turns, with LstmGen's kernels.\n\n");
    }

    // Of the cases whose products were measured alone, how many leave them time enough.
    private static string Floors(Comparison[] group, string[] peers, double target)
    {
        double[] floors = [.. group.Select(x => x.Floor(peers)).Where(double.IsFinite)];
        return floors.Length == 0 ? "" : $"{floors.Count(floor => floor >= target)} of {floors.Length}";
    }
}
