using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Suite;
using LstmGen.Bench.Peers.Work;
using LstmGen.CompilerServices;

namespace LstmGen.Bench.Gpu;

/// <summary>The grid of a device: one layer of each kind and size at each batch size, records as bench/Peers writes them.</summary>
internal sealed class Grid(GpuDevice device, double seconds, int steps, ResultFile results)
{
    /// <summary>Rows of a batch.</summary>
    public static IReadOnlyList<int> Batches { get; } = [1, 16, 64, 256];

    // Who measures, as a peer of bench/Peers introduces itself.
    private readonly JsonObject _self = new()
    {
        ["peer"] = "lstmgen-gpu",
        ["version"] = typeof(GpuDevice).Assembly.GetName().Version!.ToString(3),
        ["label"] = $"{device.Info.Kind}: {device.Info.Name}",
    };

    /// <summary>Measures the cases that are not in the file yet.</summary>
    public void Run(
        IReadOnlyCollection<string> cells, IReadOnlyCollection<int> units, IReadOnlyCollection<int> batches,
        IReadOnlyCollection<string> modes)
    {
        foreach ((string cell, int size, int batch, string mode) in
            from cell in cells from size in units from batch in batches from mode in modes select (cell, size, batch, mode))
            Measure(
                new BenchCase { Id = $"raw_{cell}_h{size}_b{batch}", Cell = cell, Input = size, Hidden = [size], Steps = steps,
                    Batch = batch, Group = "raw" }, mode);
    }

    private void Measure(BenchCase c, string mode)
    {
        if (results.Has($"{_self["peer"]}/{_self["label"]}", c, mode, threads: 1))
            return;
        IRecurrentModel model = Models.Create(c.Cell, c.Hidden[0]);
        using DeviceModel there = ((IHasGpuModel)model).To(device);
        using BenchItem item = mode == "train"
            ? new TrainOnDevice(c, there) { Parameters = model.Parameters.Count }
            : new InferItem(c, (IRecurrentModel)there) { Parameters = model.Parameters.Count };
        var sampler = new Sampler();
        sampler.WarmUp(item, seconds / 2, settles: true);
        sampler.Take(item, seconds);
        var samples = new Samples();
        samples.Add(new JsonObject
        {
            ["t"] = new JsonArray([.. sampler.Milliseconds.ToArray().Select(t => (JsonNode)t)]),
            ["clean"] = new JsonArray([.. sampler.Clean.ToArray().Select(clean => (JsonNode)clean)]),
        });
        var memory = new JsonObject
        {
            ["rss_peak_mb"] = ProcessUsage.PeakMb(), ["device_mb"] = Math.Round(device.BytesHeld / 1048576.0, 1),
            ["params"] = item.Parameters
        };
        results.Append(ResultFile.Record(_self, c, mode, threads: 1, samples, memory));
        Console.WriteLine($"{c.Id,-20} {mode,-6} {samples.Median:G4} ms");
    }
}
