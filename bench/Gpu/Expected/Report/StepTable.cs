using System.Globalization;
using System.Text;
using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Kernels;
using LstmGen.Bench.Gpu.Expected.Ptx;
using LstmGen.Bench.Gpu.Expected.Times;

namespace LstmGen.Bench.Gpu.Expected.Report;

/// <summary>What one step of a loop over time costs, and each bound of it.</summary>
internal static class StepTable
{
    public static void Write(StringBuilder text, DeviceFigures device, KernelCompiler compiler, IReadOnlyList<LayerCase> cases)
    {
        text.Append(
            "| cell | units | batch | pass | rows | groups | weights in L1 | float operations of a group | KB from L2 of a group | "
            + "barriers | multiply-adds, us | issue, us | L1, us | L2, us | memory, us | chain, us | limit |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (LayerCase layer in cases)
        {
            var passes = new LayerPasses(compiler, device, layer);
            foreach (string pass in new[] { "Forward", "Backward" })
                Row(text, device, layer, passes.TimeLoop(pass), pass, passes.Rows);
        }
    }

    private static void Row(StringBuilder text, DeviceFigures device, LayerCase layer, KernelLaunch launch, string pass, int rows)
    {
        LaunchBounds bounds = LaunchBounds.Of(device, launch);
        InstructionCounts thread = InstructionCounts.Executed(launch.Code, launch.Turns);
        bool near = launch.StaysInL1(device);
        int steps = layer.Steps;
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {layer.Cell} | {layer.Units} | {layer.Batch} | {pass.ToLowerInvariant()} | {rows} | {launch.Groups} | "
            + $"{(near ? "yes" : "no")} ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {thread.Floats * launch.Threads / steps:F0} | {LaunchBounds.L2Bytes(launch, thread, near) / steps / 1024:F0} | "
            + $"{thread[InstructionKind.Barrier] / steps:F0} ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {bounds.Fma / steps:F2} | {bounds.Issue / steps:F2} | {bounds.L1 / steps:F2} | {bounds.L2 / steps:F2} | "
            + $"{bounds.Memory / steps:F2} | {bounds.Chain / steps:F2} | {bounds.Limit} |\n");
    }
}
