using LstmGen.CompilerServices;

namespace LstmGen.Bench.Kernels;

/// <summary>Packing, dropout masks and the round trip of the pool.</summary>
internal static class OtherBench
{
    public static void Run()
    {
        GateLayout layout = GateLayout.Full(128, 4);
        Channels inputs = new(1, 256);
        float[] w = new float[4 * 128 * 256], mask = new float[16384];
        int[] slots = [0, 1, 2, 3];
        PackedMatrix forward = PackedMatrix.ForGates(layout, 256), backward = PackedMatrix.ForBackward(layout, 256);
        Console.WriteLine(
            $"pack             {w.Length / Timing.Nanoseconds(() => forward.PackWeights(0, w, inputs, slots), 20),5:f2} weights per ns");
        Console.WriteLine(
            $"pack transposed  {w.Length / Timing.Nanoseconds(() => backward.PackTransposed(w, inputs, slots), 20),5:f2} weights per ns");
        Console.WriteLine(
            "dropout mask     "
            + $"{mask.Length / Timing.Nanoseconds(() => CounterRandom.DropoutMask(mask, 0.3f, 1, 2, 3, 0), 20),5:f2} elements per ns");
        using WorkerPool pool = new(2);
        Nothing work = new();
        Console.WriteLine($"pool round trip  {Timing.Nanoseconds(() => pool.Run(work, 0, 2), 1000),5:f0} ns");
    }

    private sealed class Nothing : IParallelWork
    {
        public void Run(int phase, int part)
        {
        }
    }
}
