using System.Diagnostics;
using LstmGen.Bench.Peers.Grid;
using LstmGen.CompilerServices;

namespace LstmGen.Bench.Gpu;

/// <summary>Training for a while: whether steps stay as fast, and memory as large, as they were after the first tenth.</summary>
internal static class Steady
{
    private const int Units = 256, Batch = 64, Steps = 100, Rows = 10;

    /// <summary>Prints a row for each tenth of the time; false where memory has grown.</summary>
    public static bool Run(GpuDevice device, double seconds)
    {
        IRecurrentModel model = Models.Create("lstm", Units);
        using DeviceModel there = ((IHasGpuModel)model).To(device);
        using TrainOnDevice item = new(
            new BenchCase { Id = "steady", Input = Units, Hidden = [Units], Steps = Steps, Batch = Batch, Group = "raw" },
            there) { Parameters = model.Parameters.Count };
        long held = 0, resident = 0, heldFirst = 0, residentFirst = 0;
        Console.WriteLine($"LSTM of {Units} units, batches of {Batch} sequences of {Steps} steps, {seconds:F0} seconds");
        Console.WriteLine("steps/s   device MB   process MB");
        for (int row = 0; row < Rows; row++)
        {
            long start = Stopwatch.GetTimestamp();
            int steps = 0;
            for (; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds / Rows; steps++)
                item.Run();
            double rate = steps / Stopwatch.GetElapsedTime(start).TotalSeconds;
            (held, resident) = (device.BytesHeld, Environment.WorkingSet);
            if (row == 0)
                (heldFirst, residentFirst) = (held, resident);
            Console.WriteLine(FormattableString.Invariant($"{rate,7:F1} {held / 1048576.0,11:F1} {resident / 1048576.0,12:F1}"));
        }

        bool flat = held == heldFirst && resident < residentFirst * 1.1;
        Console.WriteLine(flat ? "memory is flat" : "memory has grown");
        return flat;
    }
}
