using System.Globalization;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Suite;
using LstmGen.Bench.Peers.Work;

namespace LstmGen.Bench.Peers.Quantized;

/// <summary>
/// Streams and inference with weights of fewer bits, beside floats: the same model in each precision, in turn in one process.
/// </summary>
internal static class QuantizedBench
{
    private const string Cases = "--cases", Modes = "--modes", Budget = "--budget", Threads = "--threads";

    private const int Turns = 10;

    public static void Run(string[] args)
    {
        Options options = new(args, Cases, Modes, Budget, Threads);
        double seconds = options.Number(Budget, 1);
        foreach (string threads in options.List(Threads, "1"))
        {
            WorkerPool.Shared.Threads = int.Parse(threads, CultureInfo.InvariantCulture);
            foreach (string mode in options.List(Modes, "stream,infer"))
            foreach (BenchCase c in CaseFile.Select(GridCases.All, options.Text(Cases, "raw_lstm_*_b1")).Where(ModelCatalog.Has))
            {
                if (mode != "stream" || c is { Streams: true, Batch: 1 })
                    Console.WriteLine(Line(c, mode, threads, seconds));
            }
        }
    }

    private static string Line(BenchCase c, string mode, string threads, double seconds)
    {
        WeightPrecision[] precisions = Enum.GetValues<WeightPrecision>();
        BenchItem[] items = [.. precisions.Select(precision =>
        {
            IRecurrentModel model = ModelCatalog.Create(c);
            model.Quantize(precision);
            return mode == "stream" ? ModelCatalog.OpenStream(c, model) : new InferItem(c, model) { Parameters = model.Parameters.Count };
        })];
        double[] medians = [.. InTurn.Milliseconds(items, Turns, seconds).Select(InTurn.Median)];
        foreach (BenchItem item in items)
            item.Dispose();
        string figures = string.Join("  ", precisions.Select((precision, i) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{precision} {medians[i] * 1000,9:0.00} us{(i == 0 ? "" : $" ({medians[0] / medians[i]:0.00} times)")}")));
        return $"{c.Id,-20} {mode,-7} {threads} threads  {figures}";
    }
}
