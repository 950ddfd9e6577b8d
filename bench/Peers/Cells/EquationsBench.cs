using System.Globalization;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Suite;
using LstmGen.Bench.Peers.Work;

namespace LstmGen.Bench.Peers.Cells;

/// <summary>
/// The LSTM written as equations beside the built-in one, in turn in one process, so that what comes and goes on the machine meets both.
/// The other built-in cells are equations themselves.
/// </summary>
internal static class EquationsBench
{
    private const string Cases = "--cases", Modes = "--modes", Budget = "--budget", Threads = "--threads";

    private const int Turns = 12;

    private static readonly Dictionary<string, (Func<IRecurrentModel> Create, Func<IRecurrentModel, BenchItem> Stream)> Models = new()
    {
        ["raw_lstm_h16"] =
            (() => new PlainLstm16(1),
                m =>
                    StreamItem.Of(
                        ((PlainLstm16)m).CreateStream(), m,
                        static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); })),
        ["raw_lstm_h32"] =
            (() => new PlainLstm32(1),
                m =>
                    StreamItem.Of(
                        ((PlainLstm32)m).CreateStream(), m,
                        static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); })),
        ["raw_lstm_h64"] =
            (() => new PlainLstm64(1),
                m =>
                    StreamItem.Of(
                        ((PlainLstm64)m).CreateStream(), m,
                        static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); })),
        ["raw_lstm_h128"] =
            (() => new PlainLstm128(1),
                m =>
                    StreamItem.Of(
                        ((PlainLstm128)m).CreateStream(), m,
                        static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); })),
        ["raw_lstm_h256"] =
            (() => new PlainLstm256(1),
                m =>
                    StreamItem.Of(
                        ((PlainLstm256)m).CreateStream(), m,
                        static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); })),
        ["raw_lstm_h512"] =
            (() => new PlainLstm512(1),
                m =>
                    StreamItem.Of(
                        ((PlainLstm512)m).CreateStream(), m,
                        static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); })),
    };

    public static void Run(string[] args)
    {
        Options options = new(args, Cases, Modes, Budget, Threads);
        double seconds = options.Number(Budget, 1);
        foreach (string threads in options.List(Threads, "1"))
        {
            WorkerPool.Shared.Threads = int.Parse(threads, CultureInfo.InvariantCulture);
            foreach (string mode in options.List(Modes, "train,infer,stream"))
            foreach (BenchCase c in
                CaseFile.Select(GridCases.All, options.Text(Cases, "raw_lstm_*")).Where(c => Models.ContainsKey(Key(c))))
            {
                if (mode != "stream" || c.Batch == 1)
                    Console.WriteLine(Line(c, mode, threads, seconds));
            }
        }
    }

    private static string Line(BenchCase c, string mode, string threads, double seconds)
    {
        (Func<IRecurrentModel> create, Func<IRecurrentModel, BenchItem> stream) = Models[Key(c)];
        BenchItem[] items = [Item(c, mode, ModelCatalog.Create(c), m => ModelCatalog.OpenStream(c, m)), Item(c, mode, create(), stream)];
        List<double>[] times = InTurn.Milliseconds(items, Turns, seconds);
        double[] medians = [.. times.Select(InTurn.Median)], fastest = [.. times.Select(own => own[0])];
        foreach (BenchItem item in items)
            item.Dispose();
        return string.Create(CultureInfo.InvariantCulture,
            $"{c.Id,-20} {mode,-7} {threads} threads  built in {medians[0] * 1000,10:0.00} us  equations {medians[1] * 1000,10:0.00} us  "
            + $"{medians[1] / medians[0]:0.000} times, of the fastest {fastest[1] / fastest[0]:0.000}");
    }

    private static BenchItem Item(BenchCase c, string mode, IRecurrentModel model, Func<IRecurrentModel, BenchItem> stream) => mode switch
    {
        "stream" => stream(model),
        "infer" => new InferItem(c, model) { Parameters = model.Parameters.Count },
        _ => new TrainItem(c, model) { Parameters = model.Parameters.Count },
    };

    private static string Key(BenchCase c) => c.Group == "raw" ? $"raw_{c.Cell}_h{c.Hidden[0]}" : c.Id;
}
