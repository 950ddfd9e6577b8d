using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Report;
using Xunit;

namespace LstmGen.Bench.Tests;

/// <summary>The report compares each side's best and hides no loss.</summary>
public class ReportTests
{
    private const string Machine = """{"kind":"machine","processor":"P","processors":2,"dotnet":"10","vector_bits":256,"fma_gflops_1":100,"fma_gflops_2":200,"peers":["a/b"]}""";

    [Fact]
    public void The_ratio_is_the_rivals_best_against_the_own_best()
    {
        Comparison c = Assert.Single(Read(
            Line("lstmgen", "raw_lstm_h32_b16", "train", 1, 4), Line("lstmgen", "raw_lstm_h32_b16", "train", 2, 2),
            Line("torch", "raw_lstm_h32_b16", "train", 1, 30), Line("torch", "raw_lstm_h32_b16", "train", 2, 50)));
        Assert.Equal(15, c.Ratio);
        Assert.Equal(20, c.Target);
    }

    [Fact]
    public void A_case_measured_again_counts_once_with_its_last_record()
    {
        Comparison c = Assert.Single(Read(Line("lstmgen", "sine", "train", 1, 4), Line("lstmgen", "sine", "train", 1, 3)));
        Assert.Equal(3, c.Own!.Median);
        Assert.True(double.IsNaN(c.Ratio));
    }

    [Fact]
    public void A_slower_case_stands_in_the_table_in_bold_with_its_share_of_the_peak()
    {
        List<JsonObject> others = [];
        string file = Write(Machine, Line("lstmgen", "raw_lstm_h64_b16", "infer", 1, 2), Line("onnxruntime", "raw_lstm_h64_b16", "infer", 1, 1), Line("onednn", "raw_lstm_h64_b16", "infer", 2, 1.5));
        string text = new MarkdownReport(Comparison.All(Measurement.Read([file], others)), others).Write(everyCase: true);
        File.Delete(file);
        // 16 rows x 100 steps x 2 x 4 x 64 x 128 operations in 2 ms are 52.4 GFLOP/s of 100; two threads at the peak of 200 need 0.524 ms.
        Assert.Contains("| **1.00 (1)** | **1.50 (2)** | **0.5** | 2.5 | no | 1.91 | 52.4 | 52.4 % |", text, StringComparison.Ordinal);
        Assert.Contains("| infer | to 64 | onnxruntime | 0.5 | 0.5 to 0.5 | 2.5 | 0 of 1 | 0 |", text, StringComparison.Ordinal);
        Assert.Contains("| infer | to 1024 | onednn | 0.75 | 0.75 to 0.75 | 1 | 0 of 1 | 1 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_peak_measured_beside_a_case_counts_and_not_the_machines_best_moment()
    {
        List<JsonObject> others = [];
        string one = Line("lstmgen", "raw_lstm_h64_b16", "infer", 1, 2), two = Line("lstmgen", "raw_lstm_h64_b16", "infer", 2, 1);
        string file = Write(Machine, one.Replace("{", "{\"fma_gflops\":80,", StringComparison.Ordinal), two.Replace("{", "{\"fma_gflops\":160,", StringComparison.Ordinal), Line("onnxruntime", "raw_lstm_h64_b16", "infer", 1, 1));
        string text = new MarkdownReport(Comparison.All(Measurement.Read([file], others)), others).Write(everyCase: true);
        File.Delete(file);
        // 52.4 GFLOP/s of 80, and 0.655 ms at 160.
        Assert.Contains("| 1.00 | 2.5 | no | 1.53 | 52.4 | 65.5 % |", text, StringComparison.Ordinal);
        Assert.Contains("80 GFLOP/s on one thread, 160 on two; 100 and 200 in the best 0.3 ms", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disturbed_record_counts_where_it_is_faster_because_a_disturbance_only_slows()
    {
        Comparison c = Assert.Single(Read(Line("lstmgen", "sine", "infer", 1, 3, clean: 1), Line("lstmgen", "sine", "infer", 2, 4)));
        Assert.Equal(3, c.Own!.Median);
        Assert.True(c.Own.Doubtful);
    }

    [Fact]
    public void A_batch_of_one_has_a_target_of_its_own_in_training()
    {
        Comparison c = Assert.Single(Read(Line("lstmgen", "raw_gru_h256_b1", "train", 1, 4)));
        Assert.Equal(5, c.Target);
    }

    private static List<Comparison> Read(params string[] lines)
    {
        string file = Write(lines);
        List<Comparison> comparisons = Comparison.All(Measurement.Read([file], []));
        File.Delete(file);
        return comparisons;
    }

    private static string Write(params string[] lines)
    {
        string file = Path.GetTempFileName();
        File.WriteAllLines(file, lines);
        return file;
    }

    private static string Line(string peer, string id, string mode, int threads, double median, int clean = 9) =>
        $$"""{"peer":"{{peer}}","label":"","id":"{{id}}","mode":"{{mode}}","threads":{{threads}},"median_ms":{{median}},"n":9,"n_clean":{{clean}},"rss_peak_mb":50}""";
}
