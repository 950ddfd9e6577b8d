using System.Globalization;
using System.Text;
using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Kernels;
using LstmGen.Bench.Gpu.Expected.Times;

namespace LstmGen.Bench.Gpu.Expected.Report;

/// <summary>
/// A forward step as the plans would compute it that there are, each by its largest bound: the loop over time with one row a group or four,
/// and step by step, a product of all rows and a pass. Of the pass only its launch counts.
/// </summary>
internal static class PlanTable
{
    private const int LaunchesOfStep = 2;

    public static void Write(StringBuilder text, DeviceFigures device, KernelCompiler compiler, IReadOnlyList<LayerCase> cases)
    {
        text.Append(
            "| units | batch | one row, us | four rows, us | step by step: product, us | with launches, us | taken today | shortest |\n"
            + "|---|---|---|---|---|---|---|---|\n");
        foreach (LayerCase layer in cases.Where(layer => layer.Cell == "lstm"))
            Row(text, device, compiler, layer);
    }

    private static void Row(StringBuilder text, DeviceFigures device, KernelCompiler compiler, LayerCase layer)
    {
        IRecurrentModel model = Models.Create(layer.Cell, layer.Units);
        double OfRows(int rows) => TimeLoopPlan.RowsOf(layer).Contains(rows)
            ? LaunchBounds.Of(
                device, TimeLoopPlan.Launch(compiler, model, layer, "Forward", rows)).Largest / layer.Steps : double.PositiveInfinity;
        double product =
            LaunchBounds.Of(device, ProductPlan.Launch(compiler, "h W_hh^T", layer.Batch, layer.Units, layer.GateWidth, 1)).Largest;
        (string Name, double Microseconds)[] plans =
            [("one row", OfRows(1)), ("four rows", OfRows(4)), ("step by step", product + LaunchesOfStep * Latencies.LaunchMicroseconds)];
        string Of(int plan) =>
            double.IsFinite(plans[plan].Microseconds) ? plans[plan].Microseconds.ToString("F2", CultureInfo.InvariantCulture) : "";
        text.Append(CultureInfo.InvariantCulture, $"| {layer.Units} | {layer.Batch} | {Of(0)} | {Of(1)} | {product:F2} | {Of(2)} ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {(TimeLoopPlan.Rows(device, layer) == 1 ? "one row" : "four rows")} | {plans.MinBy(plan => plan.Microseconds).Name} |\n");
    }
}
