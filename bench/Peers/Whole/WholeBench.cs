using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Suite;

namespace LstmGen.Bench.Peers.Whole;

/// <summary>
/// Seconds from the start of a process to a trained tutorial model: each peer trains from the same weights on the same batches in the same
/// order until an epoch's mean loss is low enough. The peers take turns.
/// </summary>
internal static class WholeBench
{
    public static void Run(string[] args)
    {
        if (args is ["--child", var id, var weights, var threads])
        {
            WholeTraining.Run(id, weights, int.Parse(threads, CultureInfo.InvariantCulture));
            return;
        }

        Options options = new(args, "--cases", "--threads", "--repeats", "--peer", "--out");
        string own = $"{Environment.ProcessPath} {typeof(WholeBench).Assembly.Location} whole --child";
        string[] commands = [own, .. options.All("--peer")];
        int[] counts = [.. options.List("--threads", "1,2").Select(int.Parse)];
        ResultFile? results = options.Text("--out", "") is { Length: > 0 } file ? new(file) : null;
        foreach (WholeTask task in WholeTask.All.Where(
            t => CaseFile.Select(GridCases.All, options.Text("--cases", "all")).Any(c => c.Id == t.Id)))
        {
            foreach (int count in task.Heavy ? [counts.Max()] : counts)
                Measure(task, count, commands, (int)options.Number("--repeats", 1), results);
        }
    }

    private static void Measure(WholeTask task, int threads, string[] commands, int repeats, ResultFile? results)
    {
        string weights = Path.Combine(Path.GetTempPath(), $"lstmgen-whole-{Environment.ProcessId}");
        WholeWeights.Write(weights, ModelCatalog.Create(task.Case).Parameters.Read());
        try
        {
            List<(WholeResult Result, double Seconds)>[] all = [.. commands.Select(_ => new List<(WholeResult, double)>())];
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                for (int peer = 0; peer < commands.Length; peer++)
                    all[peer].Add(Once($"{commands[peer]} {task.Id} {weights} {threads}"));
            }

            foreach (var runs in all)
            {
                (WholeResult result, double seconds) = runs.OrderBy(r => r.Seconds).ElementAt(runs.Count / 2);
                JsonObject record = new()
                {
                    ["kind"] = "whole", ["peer"] = result.Peer, ["version"] = result.Version, ["id"] = task.Id, ["threads"] = threads,
                    ["total_s"] = Math.Round(seconds, 3), ["train_s"] = Math.Round(result.Seconds, 3), ["epochs"] = result.Losses.Count,
                    ["target"] = task.Loss,
                    ["first_loss"] = Math.Round(result.Losses[0], 6), ["loss"] = Math.Round(result.Losses[^1], 6), ["n"] = runs.Count,
                };
                Console.WriteLine(record.ToJsonString());
                results?.Append(record);
            }
        }
        finally
        {
            File.Delete(weights);
        }
    }

    private static (WholeResult Result, double Seconds) Once(string command)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process =
            Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "exec " + command }, RedirectStandardOutput = true })!;
        string? line = process.StandardOutput.ReadLine();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.WaitForExit();
        return line is not null && process.ExitCode == 0
            ? (WholeResult.Read(line), seconds)
            : throw new InvalidOperationException($"'{command}' ended with code {process.ExitCode}; its messages stand above.");
    }
}
