using LstmGen.Bench.Gpu.Expected.Devices;

namespace LstmGen.Bench.Gpu.Expected.Times;

/// <summary>Milliseconds of a pass: of each launch its largest bound, and what comes between launches.</summary>
/// <param name="Milliseconds">The sum.</param>
/// <param name="Limit">The bound of the launch that takes longest.</param>
/// <param name="Slowest">That launch.</param>
/// <param name="Launches">Launches.</param>
internal sealed record PassTimes(double Milliseconds, string Limit, string Slowest, int Launches)
{
    /// <summary>Of the launches of a pass.</summary>
    public static PassTimes Of(DeviceFigures device, IReadOnlyList<KernelLaunch> launches)
    {
        (KernelLaunch Launch, LaunchBounds Bounds)[] all = [.. launches.Select(launch => (launch, LaunchBounds.Of(device, launch)))];
        (KernelLaunch slowest, LaunchBounds bounds) = all.MaxBy(pair => pair.Bounds.Largest);
        int count = launches.Sum(launch => launch.Times);
        double between = count * Latencies.LaunchMicroseconds, itself = all.Sum(pair => pair.Bounds.Largest);
        return new PassTimes((itself + between) / 1e3, between > itself ? "launches" : bounds.Limit, slowest.Name, count);
    }

    /// <summary>Milliseconds of a transfer between processor and device.</summary>
    public static double Transfer(DeviceFigures device, double bytes) =>
        Latencies.WaitMicroseconds / 1e3 + bytes / device.LinkGbPerSecond / 1e6;
}
