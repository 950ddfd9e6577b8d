using LstmGen.Bench.Peers.Items;

namespace LstmGen.Bench.Peers.Work;

/// <summary>Times several pieces of work in turn, in one process, so that what comes and goes on the machine meets all.</summary>
internal static class InTurn
{
    /// <summary>Milliseconds of one unit of each piece of work, sorted.</summary>
    /// <param name="items">The pieces of work.</param>
    /// <param name="turns">How often each has its turn.</param>
    /// <param name="seconds">Seconds for each, over all turns; a quarter more to warm up.</param>
    public static List<double>[] Milliseconds(IReadOnlyList<BenchItem> items, int turns, double seconds)
    {
        Sampler[] samplers = [.. items.Select(_ => new Sampler())];
        List<double>[] times = [.. items.Select(_ => new List<double>())];
        for (int i = 0; i < samplers.Length; i++)
            samplers[i].WarmUp(items[i], seconds / 4, settles: true);
        for (int turn = 0; turn < turns; turn++)
        {
            for (int i = 0; i < samplers.Length; i++)
            {
                samplers[i].Take(items[i], seconds / turns);
                times[i].AddRange(samplers[i].Milliseconds);
            }
        }

        foreach (List<double> own in times)
            own.Sort();
        return times;
    }

    /// <summary>The median of sorted values.</summary>
    public static double Median(List<double> sorted) => sorted[sorted.Count / 2];
}
