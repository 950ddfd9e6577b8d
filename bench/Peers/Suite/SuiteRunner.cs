using System.Diagnostics;
using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Machine;

namespace LstmGen.Bench.Peers.Suite;

/// <summary>
/// Runs all peers over the grid, case by case: for each case, mode and number of threads every peer is warmed up, then
/// all take samples in turn, round by round, so that a change of the machine's speed meets all of them.
/// </summary>
internal sealed class SuiteRunner(Options options)
{
    public const string Out = "--out", Cases = "--cases", Threads = "--threads", Modes = "--modes", Budget = "--budget",
        Rounds = "--rounds", Peer = "--peer", External = "--external", Minutes = "--minutes";

    // Threads that spin after their last piece of work go to sleep meanwhile; those of ONNX Runtime take 30 ms.
    private const int RestMilliseconds = 60;

    private readonly double _budget = options.Number(Budget, 0.45);
    private readonly int _rounds = (int)options.Number(Rounds, 3);

    // Cases that are not begun by then are left out; a later run goes on with them.
    private readonly double _minutes = options.Number(Minutes, double.MaxValue);

    public void Run()
    {
        long start = Stopwatch.GetTimestamp();
        BenchCase[] cases = CaseFile.Select(GridCases.AndSamples, options.Text(Cases, "all"));
        string[] modes = options.List(Modes, "infer,train,stream");
        int[] threads = [.. options.List(Threads, "1,2").Select(int.Parse)];
        ResultFile results = new(options.Text(Out, "bench/results/grid.jsonl"));
        List<PeerProcess> peers = [.. options.All(Peer).Select(command => new PeerProcess(command))];
        try
        {
            results.Append(MachineRecord.Measure(peers.Select(p => p.Key)));
            foreach (BenchCase c in cases)
            {
                if (Stopwatch.GetElapsedTime(start).TotalMinutes > _minutes)
                {
                    Console.WriteLine($"{_minutes} minutes are over: {c.Id} and what follows is left out.");
                    break;
                }

                foreach (PeerProcess peer in peers.Where(p => (bool?)p.Hello["restart"] == true))
                    peer.Restart();
                foreach (string mode in modes)
                {
                    foreach (int count in threads)
                        Measure(peers, results, c, mode, count);
                }

                foreach (string command in options.All(External))
                    ExternalPeer.Run(command, results, c, modes, threads, _budget);
            }
        }
        finally
        {
            foreach (PeerProcess peer in peers)
                peer.Dispose();
        }
    }

    private void Measure(List<PeerProcess> all, ResultFile results, BenchCase c, string mode, int threads)
    {
        PeerProcess[] able = [.. all.Where(p => p.Can(c, mode))];
        if (able.All(p => results.Has(p.Key, c, mode, threads)))
            return;
        long start = Stopwatch.GetTimestamp();
        Console.Write($"{c.Id,-18} {mode,-6} t{threads} ");
        List<(PeerProcess Peer, Samples Samples)> open = [];
        double slowest = 0;
        foreach (PeerProcess peer in able)
        {
            if (Ask(peer, "open", c.Id, mode, threads, _budget / 2) is not { } answer)
                continue;
            slowest = Math.Max(slowest, (double)answer["once_ms"]!);
            open.Add((peer, new()));
        }

        // Where one run takes long, its repeats would take all the time there is.
        int rounds = slowest > 1500 ? 1 : _rounds;
        for (int round = 0; round < rounds; round++)
        {
            foreach ((PeerProcess peer, Samples samples) in open.ToArray())
            {
                Thread.Sleep(RestMilliseconds);
                if (Ask(peer, "sample", _budget / _rounds) is { } times)
                    samples.Add(times);
                else
                    open.Remove((peer, samples));
            }
        }

        foreach ((PeerProcess peer, Samples samples) in open)
        {
            if (Ask(peer, "close") is not { } memory)
                continue;
            results.Append(ResultFile.Record(peer.Hello, c, mode, threads, samples, memory));
            Console.Write($" {peer.Hello["peer"]} {(mode == "stream" ? samples.Median * 1e3 : samples.Median):G4}");
        }

        Console.WriteLine($"  ({Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s)");
    }

    /// <summary>Asks; a peer that fails says why and is left out of this measurement.</summary>
    private static JsonObject? Ask(PeerProcess peer, string verb, params ReadOnlySpan<object> words)
    {
        try
        {
            JsonObject answer = peer.Ask(verb, words);
            if (answer["error"] is not { } error)
                return answer;
            Console.Write($" {peer.Key}: {error}");
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            Console.Write($" {peer.Key}: {e.Message}");
            peer.Restart();
        }

        return null;
    }
}
