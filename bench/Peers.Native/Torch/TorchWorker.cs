using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Work;
using TorchSharp;

namespace LstmGen.Bench.Torch;

/// <summary>libtorch through TorchSharp as a peer.</summary>
internal static class TorchWorker
{
    public static void Run() => Worker.Serve(
        new
        {
            peer = "libtorch",
            version = Version,
            label = "torchsharp",
            modes = (string[])["infer", "train", "stream"],
            cases = $"all,group:{SampleCases.Group}",
        },
        Open,
        leastWarmUp: 0.5);

    /// <summary>Of libtorch and of TorchSharp.</summary>
    public static string Version => $"{Version3(torch.__version__)} (TorchSharp {typeof(torch).Assembly.GetName().Version!.ToString(3)})";

    // "2.10.0.0" is 2.10.0.
    private static string Version3(string version) => string.Join('.', version.Split('.').Take(3));

    private static BenchItem Open(BenchCase c, string mode, int threads)
    {
        torch.set_num_threads(threads);
        torch.manual_seed(0);
        TorchNetwork network = new(c);
        long parameters = network.parameters().Sum(p => p.numel());
        BatchData data = new(c);
        return mode switch
        {
            "train" => new TorchTrain(c, network, data) { Parameters = parameters },
            "stream" => new TorchStream(c, network, data) { Parameters = parameters },
            _ => new TorchInfer(c, network, data) { Parameters = parameters },
        };
    }
}
