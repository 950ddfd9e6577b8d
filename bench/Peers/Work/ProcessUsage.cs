using System.Globalization;
using System.Runtime.InteropServices;

namespace LstmGen.Bench.Peers.Work;

/// <summary>What Linux tells of this process: preemptions and memory. Elsewhere 0.</summary>
internal static partial class ProcessUsage
{
    /// <summary>How often the process was taken off a processor against its will.</summary>
    public static unsafe long InvoluntarySwitches()
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        // struct rusage: two timevals and 14 longs, the last of which counts involuntary context switches.
        long* usage = stackalloc long[18];
        return GetUsage(0, usage) == 0 ? usage[17] : 0;
    }

    /// <summary>Forgets the peak so far, after a collection.</summary>
    public static void ResetPeak()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The peak is then that of the whole process.
        }
    }

    /// <summary>Resident megabytes at this moment.</summary>
    public static double ResidentMb() => Status("VmRSS:");

    /// <summary>Most resident megabytes since <see cref="ResetPeak"/>.</summary>
    public static double PeakMb() => Status("VmHWM:");

    private static double Status(string key)
    {
        if (!File.Exists("/proc/self/status"))
            return 0;
        string? line = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal));
        return line is null
            ? 0
            : Math.Round(
                double.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024, 1);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static unsafe partial int GetUsage(int who, long* usage);
}
