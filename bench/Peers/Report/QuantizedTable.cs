using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LstmGen.Bench.Peers.Report;

/// <summary>Weights in fewer bits, beside ONNX Runtime's 8 bits, on one thread.</summary>
internal sealed class QuantizedTable(IReadOnlyList<JsonObject> others)
{
    private const string Stream = "stream", Own = "int8_us", Rival = "onnxruntime_int8_us";

    private static readonly string[] Columns = ["float_us", "bfloat16_us", Own, "onnxruntime_us", Rival];

    private readonly JsonObject[] _records = [.. others.Where(o => (string?)o["kind"] == "quantized")];

    /// <summary>The table; empty where nothing was measured.</summary>
    public string Write()
    {
        if (_records.Length == 0)
            return "";
        StringBuilder text = new();
        text.Append(
            "## Weights in fewer bits (µs)\n\nA step of a stream, or a batch of inference, on one thread, all in turn in one process. ");
        text.Append($"{Rivals}'s int8 is its DynamicQuantizeLSTM, with a scale for each row of the weights. Bold: its int8 is faster.\n\n");
        text.Append("| case | | LstmGen float | bfloat16 | int8 | int8 against float | ONNX Runtime float | int8 | ratio in int8 |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|\n");
        foreach ((string what, string id) in Cases())
        {
            double[] times = [.. Columns.Select(column => Time(what, id, column))];
            string[] cells = [.. times.Select(Figure.Of)];
            double ratio = times[4] / times[2];
            string shown = ratio < 1 ? $"**{Figure.Of(ratio)}**" : Figure.Of(ratio), gain = Figure.Of(times[0] / times[2]);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {id} | {what} | {cells[0]} | {cells[1]} | {cells[2]} | {gain} | {cells[3]} | {cells[4]} | {shown} |\n");
        }

        return text.Append('\n').ToString();
    }

    /// <summary>A sentence with the ratios of streams against ONNX Runtime's 8 bits; empty where they were not measured.</summary>
    public string Sentence()
    {
        (string Id, double Ratio)[] found =
        [
            .. Cases().Where(one => one.What == Stream).Select(one => (one.Id, Time(Stream, one.Id, Rival) / Time(Stream, one.Id, Own)))
                .Where(one => double.IsFinite(one.Item2)),
        ];
        if (found.Length == 0)
            return "";
        string units = string.Join(" / ", found.Select(one => _records.First(o => (string?)o["id"] == one.Id)["units"]));
        string ratios = string.Join(" / ", found.Select(one => Figure.Ratio(one.Ratio)));
        return $"A step of a stream with weights of 8 bits on one thread, LSTM of {units} units: {ratios} times as fast as the "
            + $"DynamicQuantizeLSTM of {Rivals}.\n\n";
    }

    private string Rivals =>
        $"ONNX Runtime {_records.Select(o => (string?)o["version"]).LastOrDefault(version => version is not null)}".TrimEnd();

    private IEnumerable<(string What, string Id)> Cases() => _records.Select(o => ((string)o["what"]!, (string)o["id"]!)).Distinct();

    // Of several records of a case the last one counts.
    private double Time(string what, string id, string column) =>
        (double?)_records.LastOrDefault(o => (string?)o["what"] == what && (string?)o["id"] == id && (int)o["threads"]! == 1)?[column]
            ?? double.NaN;
}
