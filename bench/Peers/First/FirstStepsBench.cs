using System.Diagnostics;
using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Suite;

namespace LstmGen.Bench.Peers.First;

/// <summary>
/// Milliseconds of the first training steps of a fresh process, before anything is warm: what is compiled at run time, prepared and cached
/// counts. A process for each repeat, the peers in turn.
/// </summary>
internal static class FirstStepsBench
{
    private const int Steps = 20;

    public static void Run(Options options)
    {
        BenchCase[] cases =
            CaseFile.Select(
                GridCases.All,
                options.Text("--cases", "raw_lstm_h16_b16,raw_lstm_h32_b16,raw_lstm_h64_b16,raw_lstm_h128_b16,raw_lstm_h256_b16"));
        int[] threads = [.. options.List("--threads", "1,2").Select(int.Parse)];
        int repeats = (int)options.Number("--repeats", 5);
        string[] commands = options.All("--peer");
        ResultFile? results = options.Text("--out", "") is { Length: > 0 } file ? new(file) : null;
        foreach (BenchCase c in cases)
        {
            foreach (int count in threads)
            {
                List<FirstSteps>[] all = [.. commands.Select(_ => new List<FirstSteps>())];
                for (int repeat = 0; repeat < repeats; repeat++)
                {
                    for (int peer = 0; peer < commands.Length; peer++)
                    {
                        if (Once(commands[peer], c, count) is { } taken)
                            all[peer].Add(taken);
                    }
                }

                foreach (List<FirstSteps> peer in all.Where(p => p.Count > 0))
                {
                    JsonObject record = Record(peer, c, count);
                    Console.WriteLine(record.ToJsonString());
                    results?.Append(record);
                }
            }
        }
    }

    /// <summary>A process of its own; null where the peer does not train the case.</summary>
    private static FirstSteps? Once(string command, BenchCase c, int threads)
    {
        long start = Stopwatch.GetTimestamp();
        using PeerProcess peer = new(command);
        if (!peer.Can(c, "train"))
            return null;
        JsonObject answer = peer.Ask("first", c.Id, threads, Steps);
        double whole = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return answer["error"] is { } error
            ? throw new InvalidOperationException($"{peer.Key}: {error}")
            : new(
                (string)peer.Hello["peer"]!, (string)peer.Hello["version"]!, whole, (double)answer["build_ms"]!,
                [.. answer["step_ms"]!.AsArray().Select(t => (double)t!)]);
    }

    private static JsonObject Record(List<FirstSteps> repeats, BenchCase c, int threads)
    {
        double Middle(Func<FirstSteps, double> of) => Math.Round(repeats.Select(of).Order().ElementAt(repeats.Count / 2), 2);
        return new()
        {
            ["kind"] = "first", ["peer"] = repeats[0].Peer, ["version"] = repeats[0].Version, ["id"] = c.Id, ["threads"] = threads,
            ["steps"] = Steps,
            ["median_ms"] = Middle(r => r.StepMs.Sum()), ["first_step_ms"] = Middle(r => r.StepMs[0]),
            ["last_step_ms"] = Middle(r => r.StepMs[^1]),
            ["build_ms"] = Middle(r => r.BuildMs), ["from_start_ms"] = Middle(r => r.WholeMs), ["n"] = repeats.Count,
        };
    }
}
