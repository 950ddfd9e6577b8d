using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen.Bench.Kernels;

/// <summary>Weight and bias gradients over a sequence of (time step, row) pairs.</summary>
internal static class GradientBench
{
    public static void Run()
    {
        Console.WriteLine("inputs units pairs |     dW us GFLOP/s |     db us GB/s | dW_ih, dW_hh, 2 db: one by one, together us");
        One(1, 100, 9900);
        One(16, 16, 1600);
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
        double bias =
            Timing.Nanoseconds(
                () => WeightGradient.AccumulateBias(dB, layout, slots, dGates, layout.RowLength, pairs, 0, layout.Panels), perRound);
        // A layer of an LSTM: the inputs, the previous output, two biases.
        Channels outputs = new(1, units);
        AlignedBuffer h = new(pairs * outputs.Width);
        Timing.Fill(h, 3);
        float[] dWhh = new float[4 * units * units], dB2 = new float[4 * units];
        double single = Timing.Nanoseconds(
            () =>
            {
                WeightGradient.Accumulate(
                    dW, layout, slots, dGates, layout.RowLength, a, channels.Width, channels, pairs, 0, layout.Panels);
                WeightGradient.Accumulate(
                    dWhh, layout, slots, dGates, layout.RowLength, h, outputs.Width, outputs, pairs, 0, layout.Panels);
                WeightGradient.AccumulateBias(dB, layout, slots, dGates, layout.RowLength, pairs, 0, layout.Panels);
                WeightGradient.AccumulateBias(dB2, layout, slots, dGates, layout.RowLength, pairs, 0, layout.Panels);
            }, perRound);
        double together = Timing.Nanoseconds(
            () => WeightGradient.Accumulate(
                new(dW, a, channels.Width, channels), new(dWhh, h, outputs.Width, outputs), dB, dB2,
                layout, slots, dGates, layout.RowLength, pairs, 0, layout.Panels), perRound);
        Console.WriteLine(
            $"{inputs,6} {units,5} {pairs,5} | {weight / 1e3,9:f1} {flops / weight,7:f1} | {bias / 1e3,9:f1} "
            + $"{4.0 * dGates.Length / bias,4:f1} | {single / 1e3,9:f1} {together / 1e3,9:f1}");
    }
}
