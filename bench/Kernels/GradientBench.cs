using LstmGen.Kernels;

namespace LstmGen.Bench.Kernels;

/// <summary>Weight and bias gradients over a sequence of (time step, row) pairs.</summary>
internal static class GradientBench
{
    public static void Run()
    {
        Console.WriteLine("inputs units pairs |     dW us GFLOP/s |     db us GB/s");
        One(1, 100, 9900);
        One(32, 32, 6400);
        One(128, 128, 4096);
        One(256, 256, 1600);
        One(64, 128, 64);
    }

    private static void One(int inputs, int units, int pairs)
    {
        GateLayout layout = GateLayout.Full(units, 4);
        Channels channels = new(1, inputs);
        AlignedBuffer dGates = new(pairs * layout.RowLength), a = new(pairs * channels.Width);
        Timing.Fill(dGates, 1);
        Timing.Fill(a, 2);
        float[] dW = new float[4 * units * inputs], dB = new float[4 * units];
        int[] slots = [0, 1, 2, 3];
        double flops = 2.0 * pairs * dW.Length;
        int perRound = (int)Math.Max(1, 5e7 / flops);
        double weight = Timing.Nanoseconds(() => WeightGradient.Accumulate(
            dW, layout, slots, dGates, layout.RowLength, a, channels.Width, channels, pairs, 0, layout.Panels), perRound);
        double bias = Timing.Nanoseconds(() => WeightGradient.AccumulateBias(dB, layout, slots, dGates, layout.RowLength, pairs, 0, layout.Panels), perRound);
        Console.WriteLine(
            $"{inputs,6} {units,5} {pairs,5} | {weight / 1e3,9:f1} {flops / weight,7:f1} | {bias / 1e3,9:f1} {4.0 * dGates.Length / bias,4:f1}");
    }
}
