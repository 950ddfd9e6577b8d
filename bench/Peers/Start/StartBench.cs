using System.Diagnostics;
using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Suite;

namespace LstmGen.Bench.Peers.Start;

/// <summary>Milliseconds from the start of a process to its first prediction with a model of 64 units loaded from a file.</summary>
internal static class StartBench
{
    public static void Run(string[] args)
    {
        if (args is ["--child", var path])
        {
            Child(path);
            return;
        }

        Options options = new(args, "--repeats", "--out");
        string file = Path.Combine(Path.GetTempPath(), $"lstmgen-start-{Environment.ProcessId}.safetensors");
        new RawLstm64(1).Save(file);
        try
        {
            double[] times = [.. Enumerable.Range(0, (int)options.Number("--repeats", 11)).Select(_ => Once(file)).Order()];
            JsonObject record = new() { ["kind"] = "start", ["peer"] = "lstmgen", ["median_ms"] = Math.Round(times[times.Length / 2], 1), ["min_ms"] = Math.Round(times[0], 1), ["n"] = times.Length };
            Console.WriteLine(record.ToJsonString());
            if (options.Text("--out", "") is { Length: > 0 } results)
                new ResultFile(results).Append(record);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static double Once(string file)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            // Started through the dotnet host, its first argument is this assembly.
            ArgumentList = { typeof(StartBench).Assembly.Location, "start", "--child", file },
            RedirectStandardOutput = true,
        })!;
        process.StandardOutput.ReadLine();
        double taken = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        process.WaitForExit();
        return process.ExitCode == 0 ? taken : throw new InvalidOperationException($"the process that was to predict ended with code {process.ExitCode}.");
    }

    private static void Child(string file)
    {
        RawLstm64 model = RawLstm64.Load(file);
        float first = model.Predict(new float[10 * 64])[0];
        Console.WriteLine(first);
    }
}
