using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Start;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch;

/// <summary>
/// The process whose start is measured: loads the weights that <see cref="Save"/> wrote, predicts ten steps of zeros, prints a value.
/// </summary>
internal static class TorchStart
{
    private static readonly BenchCase Case = GridCases.All.First(c => c.Id == "raw_lstm_h64_b1");

    public static void Save(string path)
    {
        using TorchNetwork network = new(Case);
        network.save(path);
    }

    public static void Predict(string path)
    {
        using TorchNetwork network = new(Case);
        network.load(path);
        network.eval();
        using var unwatched = inference_mode();
        Console.WriteLine(network.forward(zeros(1, StartChild.Steps, Case.Input))[0, 0, 0].item<float>());
    }
}
