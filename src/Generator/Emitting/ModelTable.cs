using System.Globalization;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>The table of a model: what hovering its name shows, and what <c>Describe()</c> prints.</summary>
internal static class ModelTable
{
    private static readonly string[] Header = ["layer", "output", "parameters", "multiply-adds"];

    public static string Write(ModelPlan plan)
    {
        var rows = new List<string[]> { Header };
        string statics = plan.Statics > 0 ? $", {plan.Statics} per sequence" : "";
        rows.Add(
            [plan.Features > 0 ? $"Features({plan.Features}{statics})" : "tokens",
                plan.Features > 0 ? $"[B, T, {plan.Features + plan.Statics}]" : "[B, T]", "0", "0"]);
        foreach (TableRow row in plan.TableRows)
            rows.Add([row.Layer, row.Output, Number(row.Parameters), Number(row.MultiplyAdds)]);
        if (plan.Bridges.Count > 0)
            rows.Add([$"Bridge from {plan.Spec.Source!.Name}", "", Number(plan.Bridges.Sum(b => b.Weight.Length + b.Bias.Length)), "0"]);
        long parameters = plan.ParameterCount;
        rows.Add(["total", Bytes(parameters * 4), Number(parameters), Number(plan.TableRows.Sum(row => row.MultiplyAdds))]);

        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        string table = string.Join("\n", rows.Select(row => string.Join("  ", row.Select((cell, column) =>
            column >= 2 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd()));
        IEnumerable<string> plans = plan.Spec.Options.Ilgpu
            ? plan.Layers.Where(layer => layer.Ilgpu.Plan is not null).Select(layer => $"\n{layer.Name} on GPUs: {layer.Ilgpu.Plan}")
            : [];
        return table + string.Concat(plans);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes) => bytes switch
    {
        < 10_000 => $"{bytes} bytes",
        < 10_000_000 => $"{Number((bytes + 512) / 1024)} KiB",
        _ => $"{Number((bytes + 524_288) / 1_048_576)} MiB",
    };
}
