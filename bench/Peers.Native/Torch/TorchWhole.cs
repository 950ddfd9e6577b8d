using System.Diagnostics;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Whole;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch;

using Adam = TorchSharp.Modules.Adam;

/// <summary>The whole training as a user of TorchSharp writes it: a loop over batches whose tensors are made once.</summary>
internal static class TorchWhole
{
    public static void Run(string id, string weights, int threads)
    {
        WholeTask task = WholeTask.Of(id);
        BenchCase c = task.Case;
        set_num_threads(threads);
        TorchNetwork network = new(c);
        network.Load(WholeWeights.Read(weights));
        (Tensor Inputs, Tensor Targets)[] batches = Batches(task, new(task));
        long start = Stopwatch.GetTimestamp();
        Parameter[] parameters = [.. network.parameters()];
        Adam adam = optim.Adam(parameters, 1e-3);
        network.train();
        List<double> losses = [];
        while (losses.Count < task.Epochs && (losses.Count == 0 || losses[^1] > task.Loss))
        {
            double sum = 0;
            foreach ((Tensor inputs, Tensor targets) in batches)
            {
                using var scope = NewDisposeScope();
                adam.zero_grad();
                Tensor loss = TorchBatch.Loss(c, network.forward(inputs), targets);
                loss.backward();
                nn.utils.clip_grad_norm_(parameters, 1.0);
                adam.step();
                sum += loss.item<float>() * inputs.shape[0];
            }

            losses.Add(sum / task.Sequences);
        }

        new WholeResult("libtorch", TorchWorker.Version, losses, Stopwatch.GetElapsedTime(start).TotalSeconds).Write();
    }

    private static (Tensor Inputs, Tensor Targets)[] Batches(WholeTask task, WholeData data)
    {
        BenchCase c = task.Case;
        int n = task.Sequences;
        Tensor inputs = c.Vocabulary > 0 ? TorchBatch.Long(data.Tokens, n, c.Steps) : tensor(data.Features, [n, c.Steps, c.Input]);
        Tensor targets = (c.Loss, c.Head) switch
        {
            ("ce", "token") => TorchBatch.Long(data.Classes, n, c.Steps),
            ("ce", _) => TorchBatch.Long(data.Classes, n),
            _ => tensor(data.Values, [n, 1]),
        };
        return [.. inputs.split(c.Batch).Zip(targets.split(c.Batch))];
    }
}
