using System.Globalization;
using System.Text;
using LstmGen.Bench.Gpu.Expected.Devices;

namespace LstmGen.Bench.Gpu.Expected.Report;

/// <summary>The figures of a device.</summary>
internal static class DeviceTable
{
    public static void Write(StringBuilder text, DeviceFigures d) => text.Append(string.Create(CultureInfo.InvariantCulture, $"""
        {d.Source}: {d.Multiprocessors} multiprocessors, {d.ClockGhz} GHz, {d.FmaPerClock} multiply-adds a clock in each
        ({d.Teraflops:F1} TFLOP/s), {d.L1Bytes >> 10} KB of first-level cache and shared memory in each, of which {d.SharedBytes >> 10} KB can be shared, {d.L2Bytes >> 20} MB of
        second-level cache, {d.MemoryGbPerSecond} GB/s of memory, {d.LinkGbPerSecond} GB/s between processor and device one way.

        """));
}
