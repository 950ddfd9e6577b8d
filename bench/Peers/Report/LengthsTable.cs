using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LstmGen.Bench.Peers.Report;

/// <summary>Batches whose rows end at different steps, beside libtorch's packed and padded sequences.</summary>
internal sealed class LengthsTable(IReadOnlyList<JsonObject> others)
{
    private readonly JsonObject[] _records = [.. others.Where(o => (string?)o["kind"] == "lengths")];

    /// <summary>The table; empty where nothing was measured. Of several records of a case the last one counts.</summary>
    public string Write()
    {
        if (_records.Length == 0)
            return "";
        StringBuilder text = new();
        text.Append(
            "## Rows of several lengths (ms)\n\nBatches whose rows have from a tenth of the case's steps to all of them, evenly drawn. ");
        text.Append(CultureInfo.InvariantCulture, $"libtorch {_records[^1]["version"]} has packed sequences, and, where no layer reads ");
        text.Append("backwards, rows that are padded and computed to the end; the ratio is to the faster of the two. The same weights, ");
        text.Append("losses and outputs, without dropout; in turn in one process, each at its better number of threads.\n\n");
        text.Append("| case | | LstmGen | packed | padded | times as fast |\n|---|---|---|---|---|---|\n");
        foreach (JsonObject record in Cases)
        {
            double own = Time(record, "lstmgen_ms"), packed = Time(record, "packed_ms"), padded = Time(record, "padded_ms");
            text.Append(CultureInfo.InvariantCulture, $"| {record["case"]} | {record["what"]} | {Figure.Of(own)} | {Figure.Of(packed)} | ");
            text.Append(CultureInfo.InvariantCulture, $"{Figure.Of(padded)} | {Figure.Of(Ratio(record))} |\n");
        }

        return text.Append('\n').ToString();
    }

    /// <summary>The same in a sentence, for the README; empty where nothing was measured.</summary>
    public string Sentence() => _records.Length == 0 ? ""
        : "Batches of 32 and 64 rows whose lengths go from a tenth of the steps to all of them, as texts have them, against the faster of "
            + $"libtorch's packed and padded sequences: training {Range("train")}, inference {Range("infer")} times as fast.\n\n";

    private string Range(string mode)
    {
        double[] ratios = [.. Cases.Where(o => (string?)o["what"] == mode).Select(Ratio)];
        return ratios.Length == 0 ? "-" : $"{Figure.Ratio(ratios.Min())} to {Figure.Ratio(ratios.Max())}";
    }

    private IEnumerable<JsonObject> Cases =>
        _records.GroupBy(o => ((string)o["case"]!, (string)o["what"]!), (_, same) => same.Last());

    private static double Ratio(JsonObject record)
    {
        double packed = Time(record, "packed_ms"), padded = Time(record, "padded_ms");
        return (double.IsNaN(padded) ? packed : Math.Min(packed, padded)) / Time(record, "lstmgen_ms");
    }

    private static double Time(JsonObject record, string column) => (double?)record[column] ?? double.NaN;
}
