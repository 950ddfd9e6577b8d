using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Ptx;

namespace LstmGen.Bench.Gpu.Expected.Times;

/// <summary>A kernel as a pass runs it.</summary>
internal sealed record KernelLaunch
{
    /// <summary>The kernel.</summary>
    public required PtxKernel Code { get; init; }

    /// <summary>Its name in a table.</summary>
    public required string Name { get; init; }

    /// <summary>Groups of threads.</summary>
    public required long Groups { get; init; }

    /// <summary>Threads of a group.</summary>
    public required int Threads { get; init; }

    /// <summary>How often the body of each loop is run, each time that the loop is reached.</summary>
    public Func<PtxLoop, double> Turns { get; init; } = _ => 1;

    /// <summary>
    /// Bytes that it must read and write in global memory, each array once; null where no value is read twice, so that the accesses tell.
    /// </summary>
    public double? Traffic { get; init; }

    /// <summary>Bytes that every group reads again and again by wide loads in its innermost loop; 0 where it does not.</summary>
    public double Reread { get; init; }

    /// <summary>Whether neighbouring threads reach for places that lie apart, a line of the cache each.</summary>
    public bool Scattered { get; init; }

    /// <summary>Clocks of a wide load from shared memory: 4, or 1 where threads share what they read.</summary>
    public int SharedWideClocks { get; init; } = 4;

    /// <summary>How often it is launched, one launch after the other.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Groups that a multiprocessor holds at once, by the estimate of registers.</summary>
    public Occupancy Occupancy(DeviceFigures device) =>
        Devices.Occupancy.Of(
            device, Threads, Math.Min(LiveRegisters.Most(Code), Devices.Occupancy.RegistersFor(device, Threads, groups: 1)),
            Code.SharedBytes);

    /// <summary>Whether what is read again stays in the first-level cache beside the groups' shared memory.</summary>
    public bool StaysInL1(DeviceFigures device)
    {
        double groups = Math.Min(Occupancy(device).Groups, Math.Ceiling((double)Groups / device.Multiprocessors));
        return Reread > 0 && Reread <= device.L1Bytes - groups * (Code.SharedBytes + 1024);
    }
}
