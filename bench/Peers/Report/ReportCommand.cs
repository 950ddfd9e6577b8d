using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Suite;

namespace LstmGen.Bench.Peers.Report;

/// <summary>Reads records, also of an unfinished run or of other people's peers, and writes tables and charts.</summary>
internal static class ReportCommand
{
    public static void Run(string[] args)
    {
        string[] files = [.. args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal))];
        if (files.Length == 0)
            throw new ArgumentException("report needs files of records, such as bench/results/grid.jsonl.", nameof(args));
        Options options = new(args.AsSpan(files.Length), "--out", "--readme");
        string folder = options.Text("--out", "bench/results");
        List<JsonObject> others = [];
        List<Comparison> comparisons = Comparison.All(Measurement.Read(files, others));
        OneMachine.Check(others);
        MarkdownReport report = new(comparisons, others);
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "report.md"),
            "# Measured against other libraries\n\n" + WrappedText.Of(report.Write(everyCase: true).TrimEnd()) + "\n");
        foreach ((string name, var chart) in ReportCharts.Of(comparisons))
            File.WriteAllText(Path.Combine(folder, name + ".svg"), chart.ToSvg());
        if (options.Text("--readme", "") is { Length: > 0 } readme)
            File.WriteAllText(
                readme,
                MarkedText.Replace(
                    File.ReadAllText(readme), Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
                    WrappedText.Of(new ReadmeTable(comparisons, others).Write())));
        Console.Write(report.Write(everyCase: false));
    }
}
