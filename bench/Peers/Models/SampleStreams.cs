using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Work;
using LstmGen.Kernels;

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
        Print(16, StreamItem.Of(new SampleLstm16(1).CreateStream(), new SampleLstm16(1), static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Print(32, StreamItem.Of(new SampleLstm32(1).CreateStream(), new SampleLstm32(1), static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Print(64, StreamItem.Of(new SampleLstm64(1).CreateStream(), new SampleLstm64(1), static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Print(128, StreamItem.Of(new SampleLstm128(1).CreateStream(), new SampleLstm128(1), static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
        Print(256, StreamItem.Of(new SampleLstm256(1).CreateStream(), new SampleLstm256(1), static (s, x, y) => { for (int k = 0; k < StreamItem.Steps; k++) s.Step(x, y); }));
    }

    private static void Print(int units, StreamItem item)
    {
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
