using System.Globalization;
using System.Text;
using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Kernels;
using LstmGen.Bench.Gpu.Expected.Times;

namespace LstmGen.Bench.Gpu.Expected.Report;

/// <summary>
/// The grid: each pass with the bound that it runs into, and what bench/Gpu times: inference from array to array, and a training step.
/// Transfers overlap with nothing.
/// </summary>
internal static class GridTable
{
    public static void Write(StringBuilder text, DeviceFigures device, KernelCompiler compiler, IReadOnlyList<LayerCase> cases)
    {
        text.Append(
            "| cell | units | batch | rows | forward | loss | backward | weight gradients | update | transfers | infer | train | "
            + "most of a training step |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (LayerCase layer in cases)
            Row(text, device, layer, new LayerPasses(compiler, device, layer));
    }

    private static void Row(StringBuilder text, DeviceFigures device, LayerCase layer, LayerPasses passes)
    {
        PassTimes forward = PassTimes.Of(device, passes.Forward), loss = PassTimes.Of(device, passes.Loss),
            backward = PassTimes.Of(device, passes.Backward);
        PassTimes gradients = PassTimes.Of(device, passes.Gradients), update = PassTimes.Of(device, passes.Update);

        // Training brings inputs and targets there, and waits for the loss, the norm and the end; inference brings inputs there and
        // outputs back.
        double one = PassTimes.Transfer(device, layer.SequenceBytes), waits = 3 * PassTimes.Transfer(device, 0);
        PassTimes[] all = [forward, loss, backward, gradients, update];
        PassTimes most = all.MaxBy(pass => pass.Milliseconds)!;
        double train = all.Sum(pass => pass.Milliseconds) + 2 * one + waits;
        text.Append(CultureInfo.InvariantCulture, $"| {layer.Cell} | {layer.Units} | {layer.Batch} | {passes.Rows} ");
        foreach (PassTimes pass in all)
            text.Append(CultureInfo.InvariantCulture, $"| {pass.Milliseconds:F2} {pass.Limit} ");
        text.Append(CultureInfo.InvariantCulture, $"| {2 * one + waits:F2} | {forward.Milliseconds + 2 * one:F2} | {train:F2} ");
        text.Append(CultureInfo.InvariantCulture, $"| {(2 * one + waits > most.Milliseconds ? "transfers" : most.Slowest)} |\n");
    }
}
