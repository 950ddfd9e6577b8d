using System.Globalization;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Work;
using TorchSharp;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch.Cells;

/// <summary>
/// Training steps of every cell of LstmGen.Cells beside the same cell as a loop of libtorch's operations: the same weights, batch, optimizer
/// and clipping, in turn in one process, each with one thread and with two. The first losses must agree.
/// </summary>
internal static class ZooBench
{
    private const int Batch = 16, Steps = 100, Turns = 5;

    /// <param name="name">A cell, or all.</param>
    /// <param name="seconds">For each figure.</param>
    public static void Run(string name, double seconds)
    {
        Console.WriteLine("| cell | units | LstmGen, ms | libtorch, ms | times |\n|---|---|---|---|---|");
        foreach (ZooCell cell in ZooCatalog.All.Where(cell => name is "all" || cell.Name == name))
        {
            foreach (int units in (int[])[64, 256])
                Console.WriteLine(Row(cell, units, seconds));
        }
    }

    private static string Row(ZooCell cell, int units, double seconds)
    {
        IRecurrentModel model = units == 64 ? cell.Small() : cell.Large();
        var c = new BenchCase
        {
            Id = cell.Name, Cell = "rnn", Input = units, Hidden = [units], Steps = Steps, Batch = Batch, Head = "last", Outputs = 1
        };
        var data = new BatchData(c);
        using Tensor inputs = tensor(data.Features.ToArray(), [Batch, Steps, units]).transpose(0, 1).contiguous(),
            targets = tensor(data.Values.ToArray(), [Batch, 1]);
        using var peer = new ZooTrain(new ZooNetwork(cell, model, units), inputs, targets) { Parameters = model.Parameters.Count };
        using var own = new TrainItem(c, model, data) { Parameters = model.Parameters.Count };
        own.Run();
        peer.Run();
        if (!(Math.Abs(own.Loss - peer.Loss) < 1e-4 * (1 + Math.Abs(own.Loss))))
            throw new InvalidOperationException(
                $"{cell.Name} of {units} units has a loss of {own.Loss} in LstmGen and {peer.Loss} in libtorch: the cells differ.");
        (double ours, double theirs) = (double.MaxValue, double.MaxValue);
        foreach (int threads in Enumerable.Range(1, Math.Min(2, Environment.ProcessorCount)))
        {
            WorkerPool.Shared.Threads = threads;
            set_num_threads(threads);
            double[] medians = [.. InTurn.Milliseconds([own, peer], Turns, seconds).Select(InTurn.Median)];
            (ours, theirs) = (Math.Min(ours, medians[0]), Math.Min(theirs, medians[1]));
        }

        return string.Create(
            CultureInfo.InvariantCulture, $"| {cell.Name} | {units} | {ours:0.000} | {theirs:0.00} | {theirs / ours:0.0} |");
    }
}
