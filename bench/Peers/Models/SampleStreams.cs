using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Work;
using LstmGen.Kernels;
using LstmGen.Modeling;

namespace LstmGen.Bench.Peers.Models;

[RecurrentModel]
[Features(1)]
[Lstm(16)]
[Regression(1)]
internal sealed partial class SampleLstm16;

[RecurrentModel]
[Features(1)]
[Lstm(32)]
[Regression(1)]
internal sealed partial class SampleLstm32;

[RecurrentModel]
[Features(1)]
[Lstm(64)]
[Regression(1)]
internal sealed partial class SampleLstm64;

[RecurrentModel]
[Features(1)]
[Lstm(128)]
[Regression(1)]
internal sealed partial class SampleLstm128;

[RecurrentModel]
[Features(1)]
[Lstm(256)]
[Regression(1)]
internal sealed partial class SampleLstm256;

/// <summary>Sample by sample, as audio effects run: one input, H units, one output, one thread. bench/RtNeural measures the same.</summary>
internal static class SampleStreams
{
    public static void Run()
    {
        WorkerPool.Shared.Threads = 1;
        Measure(16, new SampleLstm16(1), static m => m.CreateStream(), static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); });
        Measure(32, new SampleLstm32(1), static m => m.CreateStream(), static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); });
        Measure(64, new SampleLstm64(1), static m => m.CreateStream(), static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); });
        Measure(128, new SampleLstm128(1), static m => m.CreateStream(), static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); });
        Measure(256, new SampleLstm256(1), static m => m.CreateStream(), static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); });
    }

    private static void Measure<TModel, TStream>(int units, TModel model, Func<TModel, TStream> open, Action<TStream, float[], float[]> run)
        where TModel : IRecurrentModel
    {
        StreamItem item = StreamItem.Of(open(model), model, run);
        Sampler sampler = new();
        sampler.WarmUp(item, 0.5);
        sampler.Take(item, 1.5);
        double[] microseconds = [.. sampler.Milliseconds.ToArray().Select(ms => ms * 1e3).Order()];
        Console.WriteLine(new JsonObject
        {
            ["peer"] = "lstmgen", ["label"] = $"{(int)Simd.Level}-bit", ["id"] = $"sample_lstm_h{units}", ["mode"] = "stream", ["threads"] = 1,
            ["median_us_step"] = Math.Round(microseconds[microseconds.Length / 2], 4), ["min_us_step"] = Math.Round(microseconds[0], 4),
        }.ToJsonString());
    }
}
