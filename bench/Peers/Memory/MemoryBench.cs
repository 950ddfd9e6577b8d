using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Suite;
using LstmGen.Bench.Peers.Work;

namespace LstmGen.Bench.Peers.Memory;

/// <summary>
/// Peak memory of training, each case in a fresh process, beside what the layout needs: parameters, gradients, the
/// optimizer's two moments, packed weights, and the workspace's buffers. The caller's own batch counts on neither side.
/// </summary>
internal static class MemoryBench
{
    private const double Mega = 1024 * 1024;

    public static void Run(string[] args)
    {
        if (args is ["--child", var id])
        {
            Child(GridCases.All.First(c => c.Id == id));
            return;
        }

        Options options = new(args, "--cases", "--out");
        foreach (BenchCase c in CaseFile.Select(GridCases.All, options.Text("--cases", "all")).Where(ModelCatalog.Has))
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
            foreach (string argument in (string[])[typeof(MemoryBench).Assembly.Location, "memory", "--child", c.Id])
                start.ArgumentList.Add(argument);
            using Process process = Process.Start(start)!;
            string line = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"the process that trained {c.Id} ended with code {process.ExitCode}.");
            Console.WriteLine(line);
            if (options.Text("--out", "") is { Length: > 0 } results)
                new ResultFile(results).Append(JsonNode.Parse(line)!.AsObject());
        }
    }

    // The smallest case first, so that compiled code and the runtime's own memory are not laid to the case's account. A
    // larger one would leave memory behind that the runtime hands out again.
    private static void Child(BenchCase c)
    {
        BenchCase smallest = GridCases.All.First(x => x.Id == $"raw_{c.Cell}_h16_b1");
        Train(smallest, new BatchData(smallest));
        BatchData data = new(c);
        ProcessUsage.ResetPeak();
        double before = ProcessUsage.ResidentMb();
        double needed = Train(c, data) / Mega;
        double taken = ProcessUsage.PeakMb() - before;
        JsonObject record = new()
        {
            ["kind"] = "memory", ["peer"] = "lstmgen", ["id"] = c.Id, ["before_mb"] = Math.Round(before, 1),
            ["taken_mb"] = Math.Round(taken, 1), ["needed_mb"] = Math.Round(needed, 1), ["ratio"] = Math.Round(taken / needed, 2),
        };
        Console.WriteLine(record.ToJsonString());
    }

    /// <summary>Three steps; returns the bytes that they need.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Train(BenchCase c, BatchData data)
    {
        IRecurrentModel model = ModelCatalog.Create(c);
        using TrainItem item = new(c, model, data) { Parameters = model.Parameters.Count };
        for (int step = 0; step < 3; step++)
            item.Run();
        return ReachableBytes.Of(item, except: data);
    }
}
