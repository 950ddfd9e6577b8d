using System.Globalization;
using System.Text;
using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Kernels;
using LstmGen.Bench.Gpu.Expected.Ptx;
using LstmGen.Bench.Gpu.Expected.Times;
using static LstmGen.Bench.Gpu.Expected.Ptx.InstructionKind;

namespace LstmGen.Bench.Gpu.Expected.Report;

/// <summary>
/// A row for each kernel: what it takes of a multiprocessor, and its instructions in the innermost loop, in the outermost loop around that
/// one without it, and in all, each written a / b / c.
/// </summary>
internal static class KernelTable
{
    public static void Write(StringBuilder text, DeviceFigures device, KernelCompiler compiler, IReadOnlyList<LayerCase> cases)
    {
        text.Append(
            "| kernel | units | threads | registers | for two | shared bytes | groups | by | load 16 B | load 4 B | store | shared load | "
            + "shared store | fma | mul, add | div, special | barriers |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (LayerCase layer in cases.DistinctBy(layer => (layer.Cell, layer.Units)))
        {
            IRecurrentModel model = Models.Create(layer.Cell, layer.Units);
            foreach (int rows in TimeLoopPlan.RowsOf(layer))
            {
                foreach (string pass in new[] { "Forward", "Backward" })
                    Row(
                        text, device, TimeLoopPlan.Launch(compiler, model, layer, pass, rows),
                        layer.Units.ToString(CultureInfo.InvariantCulture));
            }
        }

        var passes = new LayerPasses(compiler, device, cases[0]);
        foreach (KernelLaunch launch in ((IEnumerable<KernelLaunch>)[.. passes.Forward, .. passes.Loss,
            .. new LayerPasses(compiler, device, cases[^1]).Loss, .. passes.Gradients, .. passes.Update]).DistinctBy(launch => launch.Code))
        {
            if (!launch.Name.Contains(passes.Layer, StringComparison.Ordinal))
                Row(text, device, launch, "");
        }
    }

    private static void Row(StringBuilder text, DeviceFigures device, KernelLaunch launch, string units)
    {
        PtxKernel code = launch.Code;
        Occupancy occupancy = launch.Occupancy(device);
        InstructionCounts all = code.Counts, inner = code.Innermost is { } loop ? code.CountsOf(loop) : new(),
            outer = code.Outermost is { } around ? code.CountsOf(around) : inner;
        string Three(Func<InstructionCounts, double> count) =>
            string.Create(CultureInfo.InvariantCulture, $"{count(inner)} / {count(outer) - count(inner)} / {count(all)}");
        string One(Func<InstructionCounts, double> count) => count(all) == 0 ? "0" : Three(count);
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {code.Name} | {units} | {launch.Threads} | {LiveRegisters.Most(code)} | "
            + $"{Occupancy.RegistersFor(device, launch.Threads, 2)} ");
        text.Append(CultureInfo.InvariantCulture, $"| {code.SharedBytes} | {occupancy.Groups} | {occupancy.Limit} ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {One(c => c[GlobalLoadWide])} | {One(c => c[GlobalLoad])} | {One(c => c[GlobalStore] + c[GlobalStoreWide])} ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {One(c => c[SharedLoad] + c[SharedLoadWide])} | {One(c => c[SharedStore] + c[SharedStoreWide])} | {One(c => c[Fma])} ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {One(c => c[Multiply] + c[Add])} | {One(c => c[Divide] + c[Special])} | {One(c => c[InstructionKind.Barrier])} |\n");
    }
}
