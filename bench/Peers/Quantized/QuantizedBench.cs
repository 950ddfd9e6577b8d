using System.Globalization;
using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Machine;
using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Onnx;
using LstmGen.Bench.Peers.Suite;
using LstmGen.Bench.Peers.Work;

namespace LstmGen.Bench.Peers.Quantized;

/// <summary>
/// Streams and inference with weights of fewer bits, beside floats: the same model in each precision, and, where its library is given, in
/// ONNX Runtime in float and in 8 bits (LSTMs only), in turn in one process.
/// </summary>
internal static class QuantizedBench
{
    private const string Cases = "--cases", Modes = "--modes", Budget = "--budget", Threads = "--threads", Onnx = "--onnx", Out = "--out";

    private const int Turns = 10;

    // The largest difference of outputs, which lie between -1 and 1, that roundings to 8 bits may make.
    // Without VNNI its sums of two products of 8 bits saturate: up to 0.21 was seen, 0.01 else.
    private const float Near = 0.4f;

    public static void Run(string[] args)
    {
        Options options = new(args, Cases, Modes, Budget, Threads, Onnx, Out);
        double seconds = options.Number(Budget, 1);
        OrtApi? ort = options.Text(Onnx, "") is { Length: > 0 } library ? new OrtApi(library) : null;
        if (ort is not null && options.List(Threads, "1") is not ["1"])
            throw new ArgumentException(
                $"{Threads} is {options.Text(Threads, "1")} beside {Onnx}: threads of ONNX Runtime go on spinning after their work, "
                + $"and would take the processors of what is timed next in the same process. Leave {Threads} out.", nameof(args));
        ResultFile? results = options.Text(Out, "") is { Length: > 0 } file ? new ResultFile(file) : null;
        results?.Append(MachineRecord.Measure(ort is null ? [] : [$"onnxruntime/{ort.ProductVersion}"]));
        foreach (string threads in options.List(Threads, "1"))
        {
            WorkerPool.Shared.Threads = int.Parse(threads, CultureInfo.InvariantCulture);
            foreach (string mode in options.List(Modes, "stream,infer"))
            foreach (BenchCase c in CaseFile.Select(GridCases.All, options.Text(Cases, "raw_lstm_*_b1")).Where(ModelCatalog.Has))
            {
                if (mode == "stream" && c is not { Streams: true, Batch: 1 })
                    continue;
                JsonObject record = Measure(c, mode, WorkerPool.Shared.Threads, seconds, ort);
                Console.WriteLine(record.ToJsonString());
                results?.Append(record);
            }
        }
    }

    private static JsonObject Measure(BenchCase c, string mode, int threads, double seconds, OrtApi? ort)
    {
        List<(string Name, BenchItem Item)> items = [];
        foreach (WeightPrecision precision in Enum.GetValues<WeightPrecision>())
        {
            IRecurrentModel model = ModelCatalog.Create(c);
            model.Quantize(precision);
            items.Add((
                Key(precision),
                mode == "stream" ? ModelCatalog.OpenStream(c, model) : new InferItem(c, model) { Parameters = model.Parameters.Count }));
        }

        if (ort is not null && c.Cell == "lstm")
        {
            RequireNear(ort, c);
            foreach (bool quantized in new[] { false, true })
            {
                IRecurrentModel model = ModelCatalog.Create(c);
                bool stream = mode == "stream";
                byte[] file = new OnnxExport(c, model, stream, quantized).Write();
                items.Add((
                    quantized ? "onnxruntime_int8" : "onnxruntime",
                    new OnnxItem(ort, file, c, stream, threads, new BatchData(c)) { Parameters = model.Parameters.Count }));
            }
        }

        double[] medians = [.. InTurn.Milliseconds([.. items.Select(one => one.Item)], Turns, seconds).Select(InTurn.Median)];
        JsonObject record = new()
        {
            ["kind"] = "quantized", ["id"] = c.Id, ["what"] = mode, ["threads"] = threads, ["units"] = c.Hidden[^1],
        };
        if (ort is not null)
            record["version"] = ort.ProductVersion;
        for (int i = 0; i < items.Count; i++)
        {
            string microseconds = (medians[i] * 1000).ToString("G4", CultureInfo.InvariantCulture);
            record[items[i].Name + "_us"] = double.Parse(microseconds, CultureInfo.InvariantCulture);
            items[i].Item.Dispose();
        }

        return record;
    }

    private static string Key(WeightPrecision precision) => precision switch
    {
        WeightPrecision.Float32 => "float",
        WeightPrecision.BFloat16 => "bfloat16",
        WeightPrecision.Int8 => "int8",
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, $"{precision} has no name in the records."),
    };

    // ONNX Runtime's 8 bits must do the same work: near the float model, and not the same.
    private static void RequireNear(OrtApi ort, BenchCase full)
    {
        BenchCase c = full with { Batch = Math.Min(full.Batch, 3), Steps = Math.Min(full.Steps, 20) };
        IRecurrentModel model = ModelCatalog.Create(c);
        using InferItem own = new(c, model) { Parameters = model.Parameters.Count };
        own.Run();
        byte[] file = new OnnxExport(c, model, false, quantized: true).Write();
        using OnnxItem other = new(ort, file, c, false, 1, own.Data) { Parameters = model.Parameters.Count };
        float[] outputs = other.Outputs(own.Outputs.Length);
        float worst = 0;
        for (int i = 0; i < outputs.Length; i++)
            worst = Math.Max(worst, Math.Abs(outputs[i] - own.Outputs[i]));
        if (worst is not (> 0 and < Near))
            throw new InvalidOperationException(
                $"{full.Id}: ONNX Runtime's outputs in 8 bits differ by {worst} from the float model's; between 0 and {Near} is right.");
        Console.Error.WriteLine($"{full.Id}: ONNX Runtime in 8 bits differs by {worst:E1} from float");
    }
}
