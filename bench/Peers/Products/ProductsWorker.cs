using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Work;
using LstmGen.CompilerServices;

namespace LstmGen.Bench.Peers.Products;

/// <summary>The products alone as a peer: what no program with these kernels can be faster than.</summary>
internal static class ProductsWorker
{
    public static void Run() => Worker.Serve(
        new
        {
            peer = "products",
            version = "",
            label = $"{(int)Simd.Level}-bit",
            modes = (string[])["infer", "train"],
            cases = string.Join(',', GridCases.All.Select(c => c.Id)),
            restart = true,
        },
        Open,
        leastWarmUp: 1);

    private static ProductsItem Open(BenchCase c, string mode, int threads)
    {
        WorkerPool.Shared.Threads = threads;
        return new ProductsItem(c, training: mode == "train", threads) { Parameters = 0 };
    }
}
