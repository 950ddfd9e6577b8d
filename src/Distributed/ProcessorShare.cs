using System.Text;

namespace LstmGen.Distributed;

/// <summary>
/// Shares the processors of a machine among its ranks, so that they do not run more threads together than there are processors.
/// </summary>
internal static class ProcessorShare
{
    private const string Status = "/proc/self/status", Allowed = "Cpus_allowed_list:";

    /// <summary>Sets the threads of this process, unless LSTMGEN_THREADS does.</summary>
    public static void Take(Distribution world)
    {
        if (world.Ranks == 1 || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("LSTMGEN_THREADS")))
            return;
        string[] places = GatherPlaces(world);
        int sharing = places.Count(place => place == places[world.Rank]);
        WorkerPool.Shared.Threads = Of(WorkerPool.Shared.Threads, sharing);
    }

    /// <summary>Threads of each of several ranks that may use the same processors.</summary>
    public static int Of(int processors, int sharing) => Math.Max(1, processors / sharing);

    // Machine and processors of each rank: mpirun may have given every rank processors of its own.
    private static string[] GatherPlaces(Distribution world)
    {
        const int Longest = 512;
        byte[] own = new byte[Longest], all = new byte[Longest * world.Ranks];
        int[] counts = new int[world.Ranks];
        Array.Fill(counts, Longest);
        string place = $"{world.Host} {Processors()}";
        Encoding.UTF8.GetBytes(place, 0, Math.Min(place.Length, Longest / 4), own, 0);
        world.AllGather(own, all, counts);
        return [.. Enumerable.Range(0, world.Ranks).Select(rank => Encoding.UTF8.GetString(all, rank * Longest, Longest).TrimEnd('\0'))];
    }

    private static string Processors()
    {
        if (!OperatingSystem.IsLinux())
            return "";
        string? line = File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Allowed, StringComparison.Ordinal));
        return line?[Allowed.Length..].Trim() ?? "";
    }
}
