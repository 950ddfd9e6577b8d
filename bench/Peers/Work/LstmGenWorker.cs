using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Machine;
using LstmGen.Bench.Peers.Models;
using LstmGen.CompilerServices;

namespace LstmGen.Bench.Peers.Work;

/// <summary>The project's own models as a peer.</summary>
internal static class LstmGenWorker
{
    public static void Run() => Worker.Serve(
        new
        {
            peer = "lstmgen",
            version = typeof(IRecurrentModel).Assembly.GetName().Version!.ToString(3),
            label = $"{(int)Simd.Level}-bit",
            modes = (string[])["infer", "train", "stream"],
            cases = string.Join(',', GridCases.AndSamples.Where(ModelCatalog.Has).Select(c => c.Id)),
            restart = true,
        },
        Open,
        leastWarmUp: 1,
        FmaPeak.Sustained);

    public static BenchItem Open(BenchCase c, string mode, int threads)
    {
        WorkerPool.Shared.Threads = threads;
        IRecurrentModel model = ModelCatalog.Create(c);
        return mode switch
        {
            "train" => new TrainItem(c, model) { Parameters = model.Parameters.Count },
            "stream" => ModelCatalog.OpenStream(c, model),
            _ => new InferItem(c, model) { Parameters = model.Parameters.Count },
        };
    }
}
