using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Grid;

namespace LstmGen.Bench.Peers.Report;

/// <summary>
/// The README's tables of one processor: who, where and when, some training steps in milliseconds, ratios by kinds of cases against the
/// newest peers, and every case that is slower than one of them.
/// </summary>
internal sealed class ReadmeTable(IReadOnlyList<Comparison> comparisons, IReadOnlyList<JsonObject> others)
{
    private static readonly (string Id, string Title)[] Steps =
    [
        ("raw_lstm_h16_b1", "LSTM, I=H=16, T=100, B=1"), ("raw_lstm_h32_b16", "LSTM, I=H=32, T=100, B=16"),
        ("raw_lstm_h64_b16", "LSTM, I=H=64, T=100, B=16"),
        ("raw_lstm_h256_b64", "LSTM, I=H=256, T=100, B=64"), ("raw_gru_h64_b64", "GRU, I=H=64, T=100, B=64"),
        ("sine", "LSTM, I=1, H=100, T=10, B=990"),
        ("stacked_64_32", "LSTM 64, LSTM 32, dropout, T=50, B=32"), ("ner", "tagger: embedding, 2 x 128 both ways, T=50, B=32"),
        ("sentiment", "sentiment: embedding, 2 x 256 both ways, T=100, B=64"),
        ("textgen", "language model: embedding, 3 x 256, T=100, B=32"),
    ];

    private readonly MachineText _machine = new(comparisons, others);
    private readonly ProcessTables _processes = new(others);

    public string Write()
    {
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture, $"{_machine.Processor}, .NET {_machine.Dotnet}, {_machine.Date}. Beside {_machine.Peers}.\n\n");
        WriteSteps(text);
        WriteRatios(text);
        WriteProcesses(text);
        text.Append(new QuantizedTable(others).Sentence()).Append(new LengthsTable(others).Sentence());
        WriteSlower(text);
        return text.ToString().TrimEnd() + "\n";
    }

    private void WriteSteps(StringBuilder text)
    {
        string old = _machine.ShortTitle("torch");
        text.Append(
            CultureInfo.InvariantCulture,
            $"| training step, ms | LstmGen | {_machine.ShortTitle("libtorch")} | times as fast "
            + $"|{(old.Length > 0 ? $" {old}, old |" : "")}\n|---|---|---|---|{(old.Length > 0 ? "---|" : "")}\n");
        foreach ((string id, string title) in Steps)
        {
            if (Find("train", id) is { Own: { } own } x && x.Best("libtorch") is { } torch)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {title} | {Figure.Time(own)} | {Figure.Time(torch)} | {Ratio(x, "libtorch")} "
                    + $"|{(old.Length > 0 ? $" {Figure.Time(x.Best("torch"))} |" : "")}\n");
        }

        text.Append(
            "\n?: fewer than three samples during which no other process used the processors; of a ratio, on either side. "
            + "Empty: not measured.\n\n");
    }

    private void WriteRatios(StringBuilder text)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"| times as fast as | {_machine.ShortTitle("libtorch")} | {_machine.ShortTitle("onnxruntime")} |\n|---|---|---|\n");
        foreach (string mode in (string[])["train", "infer"])
        {
            string what = mode == "train" ? "training" : "inference";
            foreach (int batch in (int[])[1, 16, 64])
            {
                Row(
                    text, $"{what}, LSTM of {{0}} units, {Rows(batch)}", mode,
                    x => x.Case.Group == "raw" && x.Case.Cell == "lstm" && x.Case.Batch == batch);
            }

            Range(text, $"{what}, GRU", mode, x => x.Case.Group == "raw" && x.Case.Cell == "gru");
            Range(text, $"{what}, Elman", mode, x => x.Case.Group == "raw" && x.Case.Cell == "rnn");
            Named(text, $"{what}, tutorial models", mode, x => x.Case.Group == "model");
        }

        Row(text, "a step of a stream, LSTM of {0} units", "stream", x => x.Case.Group == "raw" && x.Case.Cell == "lstm");
        Range(text, "a step of a stream, all", "stream", x => x.Case.Group != SampleCases.Group);
        text.Append('\n');
        Comparison[] samples = [.. comparisons.Where(x => x.Case.Group == SampleCases.Group && double.IsFinite(x.RatioTo("rtneural")))];
        if (samples.Length > 0)
            text.Append(
                CultureInfo.InvariantCulture,
                $"Sample by sample (one input, one output), LSTM of {Units(samples)} units: {Ratios(samples, "rtneural")} times as fast as "
                + $"{_machine.ShortTitle("rtneural")}.\n\n");
    }

    private void WriteProcesses(StringBuilder text)
    {
        string torch = _machine.ShortTitle("libtorch");
        string[] first = [.. _processes.Ids("first").Where(id => double.IsFinite(_processes.Ratio("first", id, "median_ms")))];
        if (first.Length > 0)
            text.Append(
                CultureInfo.InvariantCulture,
                $"The first 20 training steps of a fresh process, times as fast as {torch}: {string.Join(", ", first.Select(First))}.\n\n");
        string[] whole = [.. _processes.Ids("whole").Where(id => double.IsFinite(_processes.Ratio("whole", id, "total_s")))];
        if (whole.Length > 0)
            text.Append(
                CultureInfo.InvariantCulture,
                $"A whole training from process start to the same loss, seconds:\n\n| model | LstmGen | {torch} |\n|---|---|---|\n"
                + $"{string.Concat(whole.Select(Whole))}\n");
        if (_processes.Start("lstmgen") is { } own)
        {
            text.Append(CultureInfo.InvariantCulture, $"From process start to the first prediction of a loaded model: {own:F0} ms");
            if (_processes.Start("lstmgen/ahead-of-time") is { } ahead)
                text.Append(CultureInfo.InvariantCulture, $", {ahead:F0} ms compiled ahead of time");
            if (_processes.Start("libtorch") is { } other)
                text.Append(CultureInfo.InvariantCulture, $"; TorchSharp {other:F0} ms");
            if (_processes.Start("onnxruntime") is { } onnx)
                text.Append(CultureInfo.InvariantCulture, $"; ONNX Runtime from .NET {onnx:F0} ms");
            if (_processes.Start("onnxruntime/ahead-of-time") is { } onnxAhead)
                text.Append(CultureInfo.InvariantCulture, $", {onnxAhead:F0} ms compiled ahead of time");
            text.Append('.');
            if (_processes.Start("dotnet") is { } empty)
                text.Append(CultureInfo.InvariantCulture, $" A .NET process that does nothing takes {empty:F0} ms");
            if (_processes.Start("dotnet") is not null && _processes.Start("dotnet/ahead-of-time") is { } emptyAhead)
                text.Append(CultureInfo.InvariantCulture, $", and {emptyAhead:F0} ms compiled ahead of time");
            text.Append(_processes.Start("dotnet") is null ? "\n\n" : ".\n\n");
        }
    }

    /// <summary>Every comparison that is lost, by name: the ratios above are ranges, and hide none of them.</summary>
    private void WriteSlower(StringBuilder text)
    {
        var all = (
            from x in comparisons
            from peer in PeerTitle.Order
            where peer != "torch" && double.IsFinite(x.RatioTo(peer))
            select (Case: x, Peer: peer, Ratio: x.RatioTo(peer))).ToArray();
        var slower = all.Where(x => x.Ratio < 1).OrderBy(x => x.Ratio).ToArray();
        if (all.Length == 0)
            return;
        var names = slower.Select(x => $"{x.Case.Mode} {x.Case.Case.Id} {x.Ratio:F2} ({PeerTitle.Of(x.Peer, "")})");
        text.Append(slower.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"Faster in all {all.Length} comparisons with these peers.\n")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Slower in {slower.Length} of {all.Length} comparisons with these peers: {string.Join(", ", names)}.\n"));
    }

    private static string Name(string id) =>
        GridCases.All.FirstOrDefault(c => c.Id == id) is { Group: "raw" } c
            ? string.Create(CultureInfo.InvariantCulture, $"{c.Cell.ToUpperInvariant()} of {c.Hidden[0]} units B={c.Batch}")
            : id;

    private string First(string id) => $"{Name(id)} {Figure.Ratio(_processes.Ratio("first", id, "median_ms"))}";

    private string Whole(string id) => $"| {id} | {Seconds("lstmgen", id)} | {Seconds("libtorch", id)} |\n";

    private string Seconds(string peer, string id) => Figure.Of((double)_processes.Best("whole", peer, id, "total_s")!["total_s"]!);

    private Comparison? Find(string mode, string id) => comparisons.FirstOrDefault(x => x.Mode == mode && x.Case.Id == id);

    private Comparison[] Measured(string mode, Func<Comparison, bool> choose) =>
        [.. comparisons.Where(
            x => x.Mode == mode && choose(x) && (double.IsFinite(x.RatioTo("libtorch")) || double.IsFinite(x.RatioTo("onnxruntime"))))];

    /// <summary>A row with one figure for each size.</summary>
    private void Row(StringBuilder text, string title, string mode, Func<Comparison, bool> choose)
    {
        Comparison[] cases = Measured(mode, choose);
        if (cases.Length > 0)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {title.Replace("{0}", Units(cases), StringComparison.Ordinal)} | {Ratios(cases, "libtorch")} | "
                + $"{Ratios(cases, "onnxruntime")} |\n");
    }

    /// <summary>A row with the least and the most.</summary>
    private void Range(StringBuilder text, string title, string mode, Func<Comparison, bool> choose)
    {
        Comparison[] cases = Measured(mode, choose);
        if (cases.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"| {title} | {Range(cases, "libtorch")} | {Range(cases, "onnxruntime")} |\n");
    }

    /// <summary>A row with each case by name.</summary>
    private void Named(StringBuilder text, string title, string mode, Func<Comparison, bool> choose)
    {
        Comparison[] cases = Measured(mode, choose);
        if (cases.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"| {title} | {Names(cases, "libtorch")} | {Names(cases, "onnxruntime")} |\n");
    }

    private static string Rows(int batch) => batch == 1 ? "one row" : string.Create(CultureInfo.InvariantCulture, $"B={batch}");

    private static string Units(Comparison[] cases) => string.Join(" / ", cases.Select(x => x.Case.Hidden[0]));

    private static string Ratios(Comparison[] cases, string peer) =>
        cases.All(x => double.IsNaN(x.RatioTo(peer)))
            ? ""
            : string.Join(" / ", cases.Select(x => double.IsNaN(x.RatioTo(peer)) ? "-" : Ratio(x, peer)));

    private static string Names(Comparison[] cases, string peer) =>
        string.Join(", ", cases.Where(x => double.IsFinite(x.RatioTo(peer))).Select(x => $"{x.Case.Id} {Ratio(x, peer)}"));

    private static string Range(Comparison[] cases, string peer)
    {
        Comparison[] measured = [.. cases.Where(x => double.IsFinite(x.RatioTo(peer))).OrderBy(x => x.RatioTo(peer))];
        return measured.Length switch
        {
            0 => "", 1 => Ratio(measured[0], peer), _ => $"{Ratio(measured[0], peer)} to {Ratio(measured[^1], peer)}",
        };
    }

    /// <summary>A ratio, with a question mark where other load disturbed nearly all samples of one side.</summary>
    private static string Ratio(Comparison x, string peer) =>
        Figure.Ratio(x.RatioTo(peer)) + (x.Own is { Doubtful: true } || x.Best(peer) is { Doubtful: true } ? "?" : "");
}
