using System.Globalization;
using System.Text;
using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Kernels;
using LstmGen.Bench.Gpu.Expected.Times;

namespace LstmGen.Bench.Gpu.Expected.Report;

/// <summary>The report: for each device its figures, the kernels, a step of the loops over time and of other plans, and the grid.</summary>
internal sealed class ExpectedReport(int steps)
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a device.</summary>
    public void Add(DeviceFigures device, KernelCompiler compiler)
    {
        LayerCase[] cases = [.. from cell in Models.Cells from units in Models.Units from batch in Grid.Batches select new LayerCase(
            cell, units, batch, steps)];
        Write($"\n## {device.Architecture}: {device.Name}\n");
        DeviceTable.Write(_text, device);
        Write("\n### Kernels\n");
        KernelTable.Write(_text, device, compiler, cases);
        Write("\n### One step of the loops over time\n");
        StepTable.Write(_text, device, compiler, cases);
        Write("\n### A forward step of an LSTM by each plan\n");
        PlanTable.Write(_text, device, compiler, cases);
        Write("\n### The grid, milliseconds\n");
        GridTable.Write(_text, device, compiler, cases);
    }

    /// <summary>The whole text.</summary>
    public string Text(DateTime date) => string.Create(CultureInfo.InvariantCulture, $"""
        # Times that a GPU is expected to need

        Written by `lstmgen-bench-gpu --expected sm_80,sm_90` on {date:yyyy-MM-dd}. **No GPU was used: nothing here is measured.** docs/gpu-design.md says how to
        judge a first run by it. One layer, its input as wide as its output, T = {steps}.

        """) + _text.ToString().TrimEnd() + "\n";

    private void Write(string line) => _text.Append(line).Append('\n');
}
