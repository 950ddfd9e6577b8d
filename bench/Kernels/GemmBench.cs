using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen.Bench.Kernels;

/// <summary>Gate products, as one call and as a cell calls them: panel step by panel step with two segments of inputs.</summary>
internal static class GemmBench
{
    public static void Run()
    {
        Console.WriteLine("rows inner units window |  whole us GFLOP/s | stepped us GFLOP/s");
        One(32, 256, new(128, 4, 0, 4));
        One(32, 64, new(128, 4, 0, 4));
        One(32, 32, new(32, 4, 0, 4));
        One(32, 101, new(100, 4, 0, 4));
        One(64, 128, new(128, 4, 0, 3));
        One(64, 1024, new(256, 1, 0, 1));
        One(8, 128, new(64, 4, 0, 4));
        One(1, 256, new(128, 4, 0, 4));
        One(1, 128, new(64, 4, 0, 4));
        One(1, 32, new(16, 4, 0, 4));
    }

    private static void One(int rows, int inner, GateLayout layout)
    {
        PackedMatrix b = PackedMatrix.ForGates(layout, inner);
        float[] w = new float[layout.Units * layout.Count * inner];
        Timing.Fill(w, 1);
        b.PackWeights(0, w, new(1, inner), [.. Enumerable.Range(layout.First, layout.Count)]);
        int stride = Panel.Pad(inner), half = inner / 2;
        AlignedBuffer a = new(rows * stride), c = new(rows * layout.RowLength), bias = new(layout.RowLength);
        Timing.Fill(a, 2);
        double flops = 2.0 * rows * w.Length;
        int perRound = (int)Math.Max(1, 2e7 / flops);
        double whole = Timing.Nanoseconds(() => PanelGemm.Multiply(b, rows, bias, a, stride, c, layout.RowLength), perRound);
        double stepped = Timing.Nanoseconds(
            () =>
            {
                int step = PanelGemm.PanelStep(b, rows);
                for (int panel = 0; panel < layout.Panels; panel += step)
                    PanelGemm.Multiply(b, panel, Math.Min(panel + step, layout.Panels), rows, bias,
                        a, stride, half, a.Span[half..], stride, inner - half, c, layout.RowLength);
            }, perRound);
        Console.WriteLine(
            $"{rows,4} {inner,5} {layout.Units,5} {layout.Count,4}/{layout.Slots} | {whole / 1e3,9:f2} {flops / whole,7:f1} | "
            + $"{stepped / 1e3,10:f2} {flops / stepped,7:f1}");
    }
}
