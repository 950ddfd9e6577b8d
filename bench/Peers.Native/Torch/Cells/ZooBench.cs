using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Machine;
using LstmGen.Bench.Peers.Suite;
using LstmGen.Bench.Peers.Work;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch.Cells;

/// <summary>
/// Training steps of every cell of LstmGen.Cells beside the same cell as a loop of libtorch's operations: the same weights, batch,
/// optimizer and clipping, in turn in one process, each with one thread and with two. The first losses must agree.
/// </summary>
internal static class ZooBench
{
    private const int Batch = 16, Steps = 100, Turns = 5;

    public static void Run(string[] args)
    {
        Options options = new(args, "--cells", "--budget", "--out");
        double seconds = options.Number("--budget", 1);
        string[] known = [.. ZooCatalog.All.Select(cell => cell.Name)], names = options.List("--cells", string.Join(',', known));
        if (names.Except(known).FirstOrDefault() is { } other)
            throw new ArgumentException($"--cells has '{other}', which is no cell; there are {string.Join(", ", known)}.", nameof(args));
        ResultFile? results = options.Text("--out", "") is { Length: > 0 } file ? new ResultFile(file) : null;
        results?.Append(MachineRecord.Measure([$"libtorch/{TorchWorker.Version}"]));
        foreach (ZooCell cell in ZooCatalog.All.Where(cell => names.Contains(cell.Name)))
        {
            foreach (int units in (int[])[64, 256])
            {
                JsonObject record = Measure(cell, units, seconds);
                Console.WriteLine(record.ToJsonString());
                results?.Append(record);
            }
        }
    }

    private static JsonObject Measure(ZooCell cell, int units, double seconds)
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

        return new()
        {
            ["kind"] = "cell", ["cell"] = cell.Name, ["units"] = units, ["version"] = TorchWorker.Version,
            ["lstmgen_ms"] = Math.Round(ours, 4), ["libtorch_ms"] = Math.Round(theirs, 3),
        };
    }
}
