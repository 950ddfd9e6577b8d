using System.Diagnostics;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Work;
using LstmGen.CompilerServices;

namespace LstmGen.Bench.Peers.Products;

/// <summary>
/// The products alone as a peer, or with more, in the fastest of their arrangements: what no program with these kernels can be faster than.
/// </summary>
internal static class ProductsWorker
{
    /// <param name="extent">What is computed besides them.</param>
    public static void Run(Extent extent) => Worker.Serve(
        new
        {
            peer = extent.ToString().ToLowerInvariant(),
            version = "",
            label = $"{(int)Simd.Level}-bit",
            modes = (string[])["infer", "train"],
            cases = string.Join(',', GridCases.All.Select(c => c.Id)),
            restart = true,
        },
        (c, mode, threads) => Open(c, mode, threads, extent),
        leastWarmUp: 1);

    private static ProductsItem Open(BenchCase c, string mode, int threads, Extent extent)
    {
        WorkerPool.Shared.Threads = threads;
        bool training = mode == "train";
        return Arrangement.All.Where(way => threads > 1 || !way.ByUnits)
            .Select(way => new ProductsItem(c, training, extent, threads, way) { Parameters = 0 }).MinBy(Fastest)!;
    }

    private static TimeSpan Fastest(ProductsItem item)
    {
        TimeSpan least = TimeSpan.MaxValue;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 0.5;)
        {
            long begin = Stopwatch.GetTimestamp();
            item.Run();
            TimeSpan taken = Stopwatch.GetElapsedTime(begin);
            least = taken < least ? taken : least;
        }

        return least;
    }
}
