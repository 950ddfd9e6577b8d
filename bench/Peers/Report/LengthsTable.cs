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
        foreach (JsonObject record in _records.GroupBy(o => ((string)o["case"]!, (string)o["mode"]!), (_, same) => same.Last()))
        {
            double own = (double)record["lstmgen_ms"]!, packed = (double)record["packed_ms"]!;
            double? padded = (double?)record["padded_ms"];
            text.Append(CultureInfo.InvariantCulture, $"| {record["case"]} | {record["mode"]} | {Figure.Of(own)} | {Figure.Of(packed)} | ");
            text.Append(CultureInfo.InvariantCulture,
                $"{(padded is { } time ? Figure.Of(time) : "")} | {Figure.Of(Math.Min(packed, padded ?? packed) / own)} |\n");
        }

        return text.Append('\n').ToString();
    }
}
