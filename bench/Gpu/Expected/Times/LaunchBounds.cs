using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Ptx;
using static LstmGen.Bench.Gpu.Expected.Ptx.InstructionKind;

namespace LstmGen.Bench.Gpu.Expected.Times;

/// <summary>
/// Microseconds below which a launch cannot be, each for a reason of its own. Groups are dealt out evenly; clocks are the boost clock's.
/// </summary>
/// <param name="Fma">Operations of floats at the peak of the busiest multiprocessor.</param>
/// <param name="Issue">Instructions that it must begin: floats, memory, special functions and barriers; nothing of integers.</param>
/// <param name="L1">What its first-level cache and shared memory give in a clock.</param>
/// <param name="L2">What the second-level cache gives to it, and to all.</param>
/// <param name="Memory">What the device's memory gives, where the bytes do not fit into the second-level cache.</param>
/// <param name="Chain">Instructions that wait for one another, loads and barriers: as long with one group as with as many as fit.</param>
internal sealed record LaunchBounds(double Fma, double Issue, double L1, double L2, double Memory, double Chain)
{
    /// <summary>The largest.</summary>
    public double Largest => Named.Max(bound => bound.Microseconds);

    /// <summary>Its name.</summary>
    public string Limit => Named.MaxBy(bound => bound.Microseconds).Name;

    private (string Name, double Microseconds)[] Named =>
        [("multiply-adds", Fma), ("issue", Issue), ("L1 and shared", L1), ("L2", L2), ("memory", Memory), ("chain", Chain)];

    /// <summary>The bounds of a launch.</summary>
    public static LaunchBounds Of(DeviceFigures device, KernelLaunch launch)
    {
        bool near = launch.StaysInL1(device);
        InstructionCounts thread = InstructionCounts.Executed(launch.Code, launch.Turns);
        double groups = Math.Ceiling((double)launch.Groups / device.Multiprocessors), warps = groups * ((launch.Threads + 31) / 32);
        double bytes = L2Bytes(launch, thread, near), clock = device.ClockGhz * 1e3;
        double scatter = launch.Scattered ? 32 : 1;
        double l1 = scatter * (thread[GlobalLoad] + thread[GlobalStore]) + 4 * (thread[GlobalLoadWide] + thread[GlobalStoreWide])
            + thread[SharedLoad] + thread[SharedStore] + launch.SharedWideClocks * thread[SharedLoadWide] + 4 * thread[SharedStoreWide];
        double traffic = launch.Traffic
            ?? (4 * (thread[GlobalLoad] + thread[GlobalStore]) * launch.Threads * launch.Groups + launch.Reread);
        double waves = Math.Ceiling((double)launch.Groups / device.Multiprocessors / Math.Max(1, launch.Occupancy(device).Groups));
        return new LaunchBounds(
            launch.Times * warps * 32 * thread.Floats / device.FmaPerClock / clock,
            launch.Times * warps
                * (thread.Floats + thread.Accesses + thread[Special] + 9 * thread[Divide]
                    + thread[InstructionKind.Barrier]) / device.IssuePerClock / clock,
            launch.Times * warps * l1 * 128 / device.L1BytesPerClock / clock,
            launch.Times * Math.Max(groups * bytes / device.L2BytesPerClock, launch.Groups * bytes / device.L2TotalBytesPerClock) / clock,
            launch.Times * (traffic > device.L2Bytes ? traffic / device.MemoryGbPerSecond / 1e3 : 0),
            launch.Times * waves * GroupChain.Clocks(device, launch, near) / clock);
    }

    /// <summary>Bytes that a group brings from the second-level cache or sends there.</summary>
    public static double L2Bytes(KernelLaunch launch, InstructionCounts thread, bool staysInL1)
    {
        double wide = staysInL1 ? launch.Reread : 16 * thread[GlobalLoadWide] * launch.Threads;
        double stores = 4 * thread[GlobalStore] * (launch.Scattered ? 8 : 1) + 16 * thread[GlobalStoreWide];
        return wide + launch.Threads * (4 * thread[GlobalLoad] + stores);
    }
}
