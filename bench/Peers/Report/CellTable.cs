using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LstmGen.Bench.Peers.Report;

/// <summary>The cells of LstmGen.Cells beside the same cells as loops of libtorch's operations.</summary>
internal sealed class CellTable(IReadOnlyList<JsonObject> others)
{
    private readonly JsonObject[] _records = [.. others.Where(o => (string?)o["kind"] == "cell")];

    /// <summary>The table; empty where nothing was measured. Of several records of a cell and size the last one counts.</summary>
    public string Write()
    {
        if (_records.Length == 0)
            return "";
        int[] sizes = [.. _records.Select(o => (int)o["units"]!).Distinct().Order()];
        StringBuilder text = new();
        text.Append(
            "## Cells written as equations (ms)\n\nA training step of 16 rows of 100 steps with a head on the last: zero gradients, "
            + "forward, loss, backward, clip ");
        text.Append("to norm 1, Adam, with the same weights and losses; in turn in one process, each at its better number of threads. ");
        text.Append(CultureInfo.InvariantCulture,
            $"libtorch {_records[^1]["version"]} runs the cell as a loop of its operations, with the products of the input made for all "
            + $"steps at once.\n\n");
        text.Append("| cell |").AppendJoin("", sizes.Select(units => $" {units} units: LstmGen | libtorch | times as fast |"));
        text.Append("\n|---|").Insert(text.Length, "---|---|---|", sizes.Length).Append('\n');
        foreach (string cell in _records.Select(o => (string)o["cell"]!).Distinct())
        {
            text.Append(CultureInfo.InvariantCulture, $"| {cell} |");
            foreach (int units in sizes)
            {
                double own = Time(cell, units, "lstmgen_ms"), peer = Time(cell, units, "libtorch_ms");
                text.Append(CultureInfo.InvariantCulture, $" {Figure.Of(own)} | {Figure.Of(peer)} | {Figure.Of(peer / own)} |");
            }

            text.Append('\n');
        }

        return text.Append('\n').ToString();
    }

    private double Time(string cell, int units, string column) =>
        (double?)_records.LastOrDefault(o => (string?)o["cell"] == cell && (int)o["units"]! == units)?[column] ?? double.NaN;
}
