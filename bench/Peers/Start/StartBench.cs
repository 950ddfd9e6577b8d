using System.Diagnostics;
using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Onnx;
using LstmGen.Bench.Peers.Suite;

namespace LstmGen.Bench.Peers.Start;

/// <summary>
/// Milliseconds from the start of a .NET process to its first prediction with a model of 64 units loaded from a file:
/// with LstmGen, with ONNX Runtime's C API where its library is given, with libtorch where bench/Peers.Native's command is given, and of a
/// process that does nothing; and the same compiled ahead of time,
/// where the program of bench/Start is given.
/// </summary>
internal static class StartBench
{
    public static void Run(string[] args)
    {
        if (args is ["--child", .. var what])
        {
            StartChild.Run(what);
            return;
        }

        Options options = new(args, "--repeats", "--out", "--onnx", "--torch", "--native");
        string file = Path.Combine(Path.GetTempPath(), $"lstmgen-start-{Environment.ProcessId}");
        string weights = file + ".safetensors", graph = file + ".onnx", network = file + ".dat";
        var model = new RawLstm64(1);
        model.Save(weights);
        File.WriteAllBytes(
            graph,
            new OnnxExport(GridCases.All.First(c => c.Id == "raw_lstm_h64_b1") with { Steps = StartChild.Steps }, model, false).Write());
        try
        {
            List<(string Peer, string[] Child)> children = [("lstmgen", ["lstmgen", weights]), ("dotnet", ["nothing"])];
            if (options.Text("--onnx", "") is { Length: > 0 } library)
                children.Add(("onnxruntime", ["onnx", graph, library]));
            // Started through the dotnet host, its first argument is this assembly.
            List<(string Peer, string[] Command)> peers = [.. children.Select(
                c => (c.Peer, (string[])[Environment.ProcessPath!, typeof(StartBench).Assembly.Location, "start", "--child", .. c.Child]))];
            if (options.Text("--native", "") is { Length: > 0 } native)
                peers.AddRange(children.Select(c => (c.Peer + "/ahead-of-time", (string[])[native, .. c.Child])));
            if (options.Text("--torch", "") is { Length: > 0 } torch)
            {
                string[] words = torch.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                Save([.. words, "--save", network]);
                peers.Add(("libtorch", [.. words, network]));
            }

            int repeats = (int)options.Number("--repeats", 11);
            double[][] times = [.. peers.Select(_ => new double[repeats])];
            for (int repeat = 0; repeat < repeats; repeat++) // in turn, so that a slow moment meets all
            {
                for (int peer = 0; peer < peers.Count; peer++)
                    times[peer][repeat] = Once(peers[peer].Command);
            }

            for (int peer = 0; peer < peers.Count; peer++)
            {
                Array.Sort(times[peer]);
                JsonObject record = new()
                {
                    ["kind"] = "start", ["peer"] = peers[peer].Peer, ["median_ms"] = Math.Round(times[peer][repeats / 2], 1),
                    ["min_ms"] = Math.Round(times[peer][0], 1), ["n"] = repeats
                };
                Console.WriteLine(record.ToJsonString());
                if (options.Text("--out", "") is { Length: > 0 } results)
                    new ResultFile(results).Append(record);
            }
        }
        finally
        {
            File.Delete(weights);
            File.Delete(graph);
            File.Delete(network);
        }
    }

    private static void Save(string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]))!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"'{string.Join(' ', command)}' ended with code {process.ExitCode}; its messages stand above.");
    }

    private static double Once(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        long from = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        process.StandardOutput.ReadLine();
        double taken = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        process.WaitForExit();
        return process.ExitCode == 0
            ? taken
            : throw new InvalidOperationException($"the process that was to predict ended with code {process.ExitCode}.");
    }
}
