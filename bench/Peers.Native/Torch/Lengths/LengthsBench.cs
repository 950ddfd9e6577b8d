using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Machine;
using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Suite;
using LstmGen.Bench.Peers.Work;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch.Lengths;

/// <summary>
/// Batches whose rows end at different steps, beside libtorch, which has two ways: packed sequences, or computing all steps of padded rows
/// where a direction that reads backwards does not see the padding. From the same weights the first losses and outputs must agree.
/// </summary>
internal static class LengthsBench
{
    private const int Turns = 5;

    private static readonly string[] Ids = ["imdb_small", "ner", "sentiment"];

    private static IEnumerable<BenchCase> Cases =>
        GridCases.All.Where(c => Ids.Contains(c.Id) || (c.Id.EndsWith("_b64", StringComparison.Ordinal)
            && c.Cell is "lstm" or "gru" && c.Group == "raw" && c.Hidden[0] is 32 or 64 or 128 or 256));

    public static void Run(string[] args)
    {
        Options options = new(args, "--cases", "--budget", "--out");
        double seconds = options.Number("--budget", 1);
        ResultFile? results = options.Text("--out", "") is { Length: > 0 } file ? new ResultFile(file) : null;
        results?.Append(MachineRecord.Measure([$"libtorch/{TorchWorker.Version}"]));
        foreach (BenchCase c in CaseFile.Select([.. Cases], options.Text("--cases", "all")))
        {
            foreach (string mode in (string[])["train", "infer"])
            {
                JsonObject record = Measure(c, mode, seconds);
                Console.WriteLine(record.ToJsonString());
                results?.Append(record);
            }
        }
    }

    // From a tenth of the steps to all of them, evenly; the longest row has all.
    private static int[] Draw(BenchCase c)
    {
        Random random = new(11);
        int[] lengths = [.. Enumerable.Range(0, c.Batch).Select(_ => random.Next(c.Steps / 10, c.Steps + 1))];
        lengths[random.Next(c.Batch)] = c.Steps;
        return lengths;
    }

    private static JsonObject Measure(BenchCase c, string mode, double seconds)
    {
        IRecurrentModel model = ModelCatalog.Create(c);
        BatchData data = new(c) { Lengths = Draw(c) };
        List<BenchItem> items = [];
        try
        {
            items.Add(
                mode == "train" ? new TrainItem(c, model, data) { Parameters = model.Parameters.Count, Dropout = false }
                : new InferItem(c, model, data) { Parameters = model.Parameters.Count });
            foreach (bool packed in c.Bidirectional ? (bool[])[true] : [true, false])
            {
                LengthsNetwork network = new(c, data.Lengths, packed);
                network.Load(model.Parameters.Read());
                items.Add(
                    mode == "train" ? new LengthsTrain(c, network, data) { Parameters = model.Parameters.Count }
                    : new LengthsInfer(c, network, data) { Parameters = model.Parameters.Count });
            }

            Check(c, items, data.Lengths);
            double[] best = [.. items.Select(_ => double.MaxValue)];
            foreach (int threads in Enumerable.Range(1, Math.Min(2, Environment.ProcessorCount)))
            {
                WorkerPool.Shared.Threads = threads;
                set_num_threads(threads);
                List<double>[] times = InTurn.Milliseconds(items, Turns, seconds);
                for (int i = 0; i < best.Length; i++)
                    best[i] = Math.Min(best[i], InTurn.Median(times[i]));
            }

            JsonObject record = new()
            {
                ["kind"] = "lengths", ["case"] = c.Id, ["what"] = mode, ["version"] = TorchWorker.Version,
                ["share"] = Math.Round(data.Lengths.Average() / c.Steps, 3), ["lstmgen_ms"] = Math.Round(best[0], 4),
                ["packed_ms"] = Math.Round(best[1], 4),
            };
            if (best.Length > 2)
                record["padded_ms"] = Math.Round(best[2], 4);
            return record;
        }
        finally
        {
            items.ForEach(item => item.Dispose());
        }
    }

    private static void Check(BenchCase c, List<BenchItem> items, int[] lengths)
    {
        for (int step = 0; step < 2; step++)
        {
            items.ForEach(item => item.Run());
            foreach (BenchItem peer in items[1..])
            {
                double difference = peer is LengthsTrain train
                    ? Math.Abs(train.Loss - ((TrainItem)items[0]).Loss)
                    : ((LengthsInfer)peer).Difference(((InferItem)items[0]).Outputs, lengths);
                if (!(difference < 1e-4))
                    throw new InvalidOperationException($"{c.Id} differs by {difference} between LstmGen and libtorch.");
            }
        }
    }
}
