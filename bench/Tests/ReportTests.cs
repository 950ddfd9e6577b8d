using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Report;
using Xunit;

namespace LstmGen.Bench.Tests;

/// <summary>The report compares each side's best and hides no loss.</summary>
public class ReportTests
{
    private const string Machine =
        """{"kind":"machine","processor":"P","processors":2,"dotnet":"10","vector_bits":256,"fma_gflops_1":100,"fma_gflops_2":200,"peers":["a/b"]}""";

    [Fact]
    public void The_ratio_is_the_rivals_best_against_the_own_best()
    {
        Comparison c = Assert.Single(Read(
            Line("lstmgen", "raw_lstm_h32_b16", "train", 1, 4), Line("lstmgen", "raw_lstm_h32_b16", "train", 2, 2),
            Line("torch", "raw_lstm_h32_b16", "train", 1, 30), Line("torch", "raw_lstm_h32_b16", "train", 2, 50)));
        Assert.Equal(15, c.Ratio);
        Assert.Equal(20, c.Target);
    }

    [Theory]
    [InlineData("\"vector_bits\":256", "\"vector_bits\":512", "'vector_bits' is 256 on 2026-11-29 and 512 on 2026-11-30")]
    [InlineData("\"processor\":\"P\"", "\"processor\":\"Q\"", "'processor' is \"P\" on 2026-11-29 and \"Q\" on 2026-11-30")]
    public void Records_of_two_machines_make_no_report(string mine, string other, string message)
    {
        JsonObject first = JsonNode.Parse(Machine)!.AsObject(), again = JsonNode.Parse(Machine)!.AsObject();
        JsonObject second = JsonNode.Parse(Machine.Replace(mine, other, StringComparison.Ordinal))!.AsObject();
        (first["date"], again["date"], second["date"]) = ("2026-11-29", "2026-11-30", "2026-11-30");
        again["fma_gflops_1"] = 90; // the same machine on a slower day
        OneMachine.Check([first, again]);
        Assert.Contains(
            message, Assert.Throws<ArgumentException>(() => OneMachine.Check([first, second])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_paragraphs_are_broken_between_words_and_tables_are_not()
    {
        string word = new('w', 49), row = "| " + new string('x', 200) + " |";
        Assert.Equal(
            $"{word} {word}\n{word} {word}\n\n{row}\nshort", WrappedText.Of($"{word} {word} {word} {word}\n\n{row}\nshort"));
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
        string file =
            Write(
                Machine, Line("lstmgen", "raw_lstm_h64_b16", "infer", 1, 2), Line("onnxruntime", "raw_lstm_h64_b16", "infer", 1, 1),
                Line("onednn", "raw_lstm_h64_b16", "infer", 2, 1.5), Line("products", "raw_lstm_h64_b16", "infer", 2, 1.25),
                Line("functions", "raw_lstm_h64_b16", "infer", 2, 1.6), Line("needed", "raw_lstm_h64_b16", "infer", 2, 1.7));
        string text = new MarkdownReport(Comparison.All(Measurement.Read([file], others)), others).Write(everyCase: true);
        File.Delete(file);
        // 16 rows x 100 steps x 2 x 4 x 64 x 128 operations in 2 ms are 52.4 GFLOP/s of 100; two threads at the peak of 200 need 0.524 ms.
        Assert.Contains(
            "| **1.00 (1)** | **1.50 (2)** | **0.5** | 2.5 | no | 1.91 | 1.25 (2) | 0.8 | 1.60 (2) | 0.625 | 1.70 (2) | 0.588 | 52.4 | "
                + "52.4 % |",
            text, StringComparison.Ordinal);
        Assert.Contains("| infer | to 64 | onnxruntime | 0.5 | 0.5 to 0.5 | 2.5 | 0 of 1 | 0 | 0 of 1 |", text, StringComparison.Ordinal);
        Assert.Contains("| infer | to 1024 | onednn | 0.75 | 0.75 to 0.75 | 1 | 0 of 1 | 1 | 1 of 1 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_peak_measured_beside_a_case_counts_and_not_the_machines_best_moment()
    {
        List<JsonObject> others = [];
        string one = Line("lstmgen", "raw_lstm_h64_b16", "infer", 1, 2), two = Line("lstmgen", "raw_lstm_h64_b16", "infer", 2, 1);
        string file =
            Write(
                Machine, one.Replace("{", "{\"fma_gflops\":80,", StringComparison.Ordinal),
                two.Replace("{", "{\"fma_gflops\":160,", StringComparison.Ordinal), Line("onnxruntime", "raw_lstm_h64_b16", "infer", 1, 1));
        string text = new MarkdownReport(Comparison.All(Measurement.Read([file], others)), others).Write(everyCase: true);
        File.Delete(file);
        // 52.4 GFLOP/s of 80, and 0.655 ms at 160.
        Assert.Contains("| 1.00 | 2.5 | no | 1.53 |  |  |  |  |  |  | 52.4 | 65.5 % |", text, StringComparison.Ordinal);
        Assert.Contains("80 GFLOP/s on one thread, 160 on two; 100 and 200 in the best 0.3 ms", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_in_fewer_bits_have_a_table_that_hides_no_loss()
    {
        List<JsonObject> others = [];
        const string Line = """{"kind":"quantized","id":"raw_lstm_h64_b1","what":"stream","threads":1,"units":64,"float_us":8,"bfloat16_us":6,"int8_us":4,"onnxruntime_us":9,"onnxruntime_int8_us":10}""";
        string slower = Line.Replace("stream", "infer", StringComparison.Ordinal).Replace(":10}", ":3}", StringComparison.Ordinal);
        string again = Line.Replace("\"int8_us\":4", "\"int8_us\":5", StringComparison.Ordinal);
        string threads = Line.Replace("\"threads\":1", "\"threads\":2", StringComparison.Ordinal);
        string gru = """{"kind":"quantized","id":"raw_gru_h64_b1","what":"stream","threads":1,"units":64,"float_us":8,"bfloat16_us":6,"int8_us":4}""";
        string file = Write(Machine, Line, slower, again, threads, gru);
        string text = new MarkdownReport(Comparison.All(Measurement.Read([file], others)), others).Write(everyCase: true);
        File.Delete(file);
        Assert.Contains("| raw_lstm_h64_b1 | stream | 8.00 | 6.00 | 5.00 | 1.60 | 9.00 | 10.0 | 2.00 |", text, StringComparison.Ordinal);
        Assert.Contains("| raw_lstm_h64_b1 | infer | 8.00 | 6.00 | 4.00 | 2.00 | 9.00 | 3.00 | **0.75** |", text, StringComparison.Ordinal);
        Assert.Contains("| raw_gru_h64_b1 | stream | 8.00 | 6.00 | 4.00 | 2.00 |  |  |  |", text, StringComparison.Ordinal);
        Assert.Contains("LSTM of 64 units: 2.0 times as fast", new QuantizedTable(others).Sentence(), StringComparison.Ordinal);
        Assert.Equal("", new QuantizedTable([]).Write() + new QuantizedTable([]).Sentence());
    }

    [Fact]
    public void Cells_have_a_table_of_sizes()
    {
        List<JsonObject> others = [];
        static string Line(string cell, int units, double own, double peer) =>
            $$"""{"kind":"cell","cell":"{{cell}}","units":{{units}},"version":"2.10.0","lstmgen_ms":{{own}},"libtorch_ms":{{peer}}}""";
        string file = Write(Machine, Line("Mgu", 64, 9, 20), Line("Mgu", 64, 2, 30), Line("Mgu", 256, 4, 10), Line("Sru", 64, 5, 4));
        string text = new MarkdownReport(Comparison.All(Measurement.Read([file], others)), others).Write(everyCase: true);
        File.Delete(file);
        Assert.Contains(
            "| cell | 64 units: LstmGen | libtorch | times as fast | 256 units: LstmGen | libtorch | times as fast |", text,
            StringComparison.Ordinal);
        Assert.Contains("| Mgu | 2.00 | 30.0 | 15.0 | 4.00 | 10.0 | 2.50 |", text, StringComparison.Ordinal);
        Assert.Contains("| Sru | 5.00 | 4.00 | 0.8 |  |  |  |", text, StringComparison.Ordinal);
        Assert.Equal("", new CellTable([]).Write());
    }

    [Fact]
    public void Rows_of_several_lengths_are_beside_the_faster_of_two_ways()
    {
        JsonObject Row(string mode, double own, string others) => JsonNode.Parse(
            $$"""{"kind":"lengths","case":"ner","what":"{{mode}}","version":"2.10.0","lstmgen_ms":{{own}},{{others}}}""")!.AsObject();
        LengthsTable table = new(
            [Row("train", 9, "\"packed_ms\":1"), Row("train", 2, "\"packed_ms\":8,\"padded_ms\":6"), Row("infer", 2, "\"packed_ms\":5")]);
        string text = table.Write();
        Assert.Contains("| ner | train | 2.00 | 8.00 | 6.00 | 3.00 |", text);
        Assert.Contains("| ner | infer | 2.00 | 5.00 |  | 2.50 |", text);
        Assert.DoesNotContain("| 9.00 |", text);
        Assert.Equal("", new LengthsTable([]).Write() + new LengthsTable([]).Sentence());
        Assert.Contains("training 3.0 to 3.0, inference 2.5 to 2.5 times", table.Sentence());
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

    [Fact]
    public void A_run_with_libtorch_is_judged_by_the_fastest_peer_of_today_and_never_by_the_old_one()
    {
        Comparison c = Assert.Single(Read(
            Line("lstmgen", "raw_lstm_h32_b16", "infer", 1, 2), Line("libtorch", "raw_lstm_h32_b16", "infer", 2, 5),
            Line("onnxruntime", "raw_lstm_h32_b16", "infer", 1, 3), Line("torch", "raw_lstm_h32_b16", "infer", 1, 200)));
        Assert.Equal(1.5, c.Ratio);
        Assert.Equal(1.6, c.Target);
    }

    [Theory]
    [InlineData("raw_lstm_h64_b64", 3)]
    [InlineData("raw_lstm_h256_b1", 3)]
    [InlineData("raw_lstm_h256_b16", 1.5)]
    [InlineData("raw_lstm_h1024_b1", 1.5)]
    [InlineData("raw_gru_h64_b1", 10)]
    [InlineData("raw_gru_h128_b1", 2.3)]
    [InlineData("ner", 1.9)]
    public void Every_kind_of_training_has_its_target_against_libtorch(string id, double target)
    {
        Comparison c = Assert.Single(Read(Line("lstmgen", id, "train", 1, 4), Line("libtorch", id, "train", 1, 9)));
        Assert.Equal(target, c.Target);
        Assert.Equal(2.25, c.Ratio);
    }

    [Fact]
    public void A_sample_stream_is_measured_against_rtneural_and_stays_out_of_the_grids_targets()
    {
        Comparison c = Assert.Single(Read(
            Line("lstmgen", "sample_lstm_h64", "stream", 1, 4), Line("rtneural", "sample_lstm_h64", "stream", 1, 3),
            Line("libtorch", "sample_lstm_h64", "stream", 1, 90)));
        Assert.Equal(0.75, c.Ratio);
        Assert.Equal(1, c.Target);
    }

    [Fact]
    public void The_readme_has_versions_day_and_processor_and_names_each_case_that_is_slower()
    {
        string text = Readme(
            Machine.Replace("{", "{\"date\":\"2026-11-27\",", StringComparison.Ordinal),
            Line("lstmgen", "sine", "train", 1, 4),
            Line("libtorch", "sine", "train", 1, 9).Replace("{", "{\"version\":\"2.10.0 (TorchSharp 0.107.0)\",", StringComparison.Ordinal),
            Line("torch", "sine", "train", 1, 40).Replace("{", "{\"version\":\"1.13.1\",", StringComparison.Ordinal),
            Line("lstmgen", "raw_lstm_h512_b16", "infer", 1, 4), Line("onnxruntime", "raw_lstm_h512_b16", "infer", 1, 3));
        Assert.Contains(
            "P, 2 processors, 256-bit vectors, .NET 10, 2026-11-27. Beside libtorch 2.10.0 (TorchSharp 0.107.0), "
            + "ONNX Runtime, PyTorch 1.13.1.", text, StringComparison.Ordinal);
        Assert.Contains("| 4.00 | 9.00 | 2.2 | 40.0 |", text, StringComparison.Ordinal);
        Assert.Contains(
            "Slower in 1 of 2 comparisons with these peers: infer raw_lstm_h512_b16 0.75 (ONNX Runtime).", text, StringComparison.Ordinal);
        // The ratio to PyTorch 1.13 would be 10.
        Assert.DoesNotContain("| 10 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_steps_and_a_whole_training_count_at_the_better_number_of_threads()
    {
        string text = Readme(
            Machine, Line("lstmgen", "sine", "train", 1, 4), Line("libtorch", "sine", "train", 1, 9),
            First("lstmgen", 1, 90), First("lstmgen", 2, 50), First("libtorch", 1, 100), First("libtorch", 2, 300),
            Whole("lstmgen", 1, 2), Whole("lstmgen", 2, 3), Whole("libtorch", 1, 8), Whole("libtorch", 2, 6));
        Assert.Contains("times as fast as libtorch: LSTM of 32 units B=16 2.0.", text, StringComparison.Ordinal);
        Assert.Contains("| model | LstmGen | libtorch |\n|---|---|---|\n| sine | 2.00 | 6.00 |\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 9, "| 4.00? | 9.00 | 2.2? |", "sine 2.2?")]
    [InlineData(9, 2, "| 4.00 | 9.00? | 2.2? |", "sine 2.2?")]
    [InlineData(9, 9, "| 4.00 | 9.00 | 2.2 |", "sine 2.2 |")]
    public void The_readme_marks_doubtful_figures_of_either_side(int own, int peer, string step, string ratio)
    {
        string text = Readme(Machine, Line("lstmgen", "sine", "train", 1, 4, own), Line("libtorch", "sine", "train", 1, 9, peer));
        Assert.Contains(step, text, StringComparison.Ordinal);
        Assert.Contains(ratio, text, StringComparison.Ordinal);
        Assert.Contains("?: fewer than three samples", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_compares_starts_like_with_like()
    {
        string text = Readme(
            Machine, Line("lstmgen", "sine", "train", 1, 4), Start("lstmgen", 75), Start("lstmgen/ahead-of-time", 3),
            Start("libtorch", 199), Start("onnxruntime", 42), Start("onnxruntime/ahead-of-time", 19),
            Start("dotnet", 22), Start("dotnet/ahead-of-time", 2));
        Assert.Contains(
            "75 ms, 3 ms compiled ahead of time; TorchSharp 199 ms; ONNX Runtime from .NET 42 ms, 19 ms compiled ahead of time. "
            + "A .NET process that does nothing takes 22 ms, and 2 ms compiled ahead of time.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_a_text_is_replaced_between_its_marks_and_missing_marks_are_an_error()
    {
        const string Text = "a\n<!-- speed zen4 -->\nold\n<!-- /speed zen4 -->\nb\n";
        Assert.Equal("a\n<!-- speed zen4 -->\nnew\n<!-- /speed zen4 -->\nb\n", MarkedText.Replace(Text, "zen4", "new\n"));
        Assert.Contains(
            "<!-- speed zen5 -->", Assert.Throws<ArgumentException>(() => MarkedText.Replace(Text, "zen5", "new\n")).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MarkedText.Replace("<!-- /speed zen4 -->\n<!-- speed zen4 -->\n", "zen4", "new\n"));
    }

    private static string Readme(params string[] lines)
    {
        List<JsonObject> others = [];
        string file = Write(lines);
        string text = new ReadmeTable(Comparison.All(Measurement.Read([file], others)), others).Write();
        File.Delete(file);
        return text;
    }

    private static string First(string peer, int threads, double median) =>
        $$"""{"kind":"first","peer":"{{peer}}","id":"raw_lstm_h32_b16","threads":{{threads}},"median_ms":{{median}}}""";

    private static string Start(string peer, double median) => $$"""{"kind":"start","peer":"{{peer}}","median_ms":{{median}}}""";

    private static string Whole(string peer, int threads, double seconds) =>
        $$"""{"kind":"whole","peer":"{{peer}}","id":"sine","threads":{{threads}},"total_s":{{seconds}},"train_s":1,"epochs":3,"target":0.1}""";

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
