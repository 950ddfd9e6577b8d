using LstmGen.Bench.Peers.Grid;
using LstmGen.Reporting;

namespace LstmGen.Bench.Peers.Report;

/// <summary>A bar for every model and every raw LSTM: how many times as fast as the rival. Slower ones stand out.</summary>
internal static class ReportCharts
{
    public static IEnumerable<(string Name, Chart Chart)> Of(IReadOnlyList<Comparison> comparisons)
    {
        foreach (var group in comparisons.Where(x => x.Case.Group != SampleCases.Group && double.IsFinite(x.Ratio)).GroupBy(x => x.Mode))
        {
            Bar[] bars = [.. group.Where(x => x.Case.Group == "model" || x.Case.Cell == "lstm")
                .Select(x => new Bar(Label(x), Math.Round(x.Ratio, 2), x.Ratio < 1))];
            if (bars.Length > 0)
                yield return ($"ratio-{group.Key}", Bars(group.Key, group.First().Rivals!.Title, bars));
        }
    }

    private static BarChart Bars(string mode, string rivals, Bar[] bars) => new()
    {
        Title = mode switch { "train" => "Training step", "infer" => "Inference of a batch", _ => "One step of a stream" },
        Subtitle = $"times as fast as {Rival(rivals)} on the same machine, each at its best number of threads; 1 is equal",
        Bars = bars,
        Unit = "x",
    };

    private static string Rival(string title) =>
        title switch
        {
            "torch" => "PyTorch",
            "onnxruntime" => "ONNX Runtime",
            "libtorch and ONNX Runtime" => "the faster of libtorch and ONNX Runtime",
            _ => title,
        };

    private static string Label(Comparison x) =>
        x.Case.Group == "model" ? x.Case.Id : $"LSTM {x.Case.Hidden[0]}{(x.Mode == "stream" ? "" : $", batch {x.Case.Batch}")}";
}
