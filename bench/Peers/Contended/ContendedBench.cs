using System.Diagnostics;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Suite;
using LstmGen.Bench.Peers.Work;

namespace LstmGen.Bench.Peers.Contended;

/// <summary>
/// What threads that share work cost where processors are not free: every case on one thread and on all, in turn, in one process, while
/// something else takes the other processors.
/// </summary>
internal static class ContendedBench
{
    private const string Cases = "--cases", Modes = "--modes", In = "--in", Budget = "--budget", Child = "--child", Burn = "--burn";

    // Turns of one thread and of all: what comes and goes on the machine meets both.
    private const int Turns = 20;

    public static void Run(string[] args)
    {
        if (args is [Burn])
        {
            Surroundings.BurnAlone();
            return;
        }

        if (args is [Child, var name, var cases, var modes, var budget])
        {
            using Surroundings surroundings = new(name);
            Measure(
                name, CaseFile.Select(GridCases.All, cases), modes.Split(','),
                double.Parse(budget, System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        Options options = new(args, Cases, Modes, In, Budget);
        foreach (string surroundings in options.List(In, string.Join(',', Surroundings.All)))
        {
            using Process process = Process.Start(Surroundings.Command(
                surroundings, "contended", Child, surroundings, options.Text(Cases, "all"), options.Text(Modes, "infer,train,stream"),
                options.Text(Budget, "1")))!;
            while (process.StandardOutput.ReadLine() is { } line)
                Console.WriteLine(line);
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"the process that measured '{surroundings}' ended with code {process.ExitCode}.");
        }
    }

    private static void Measure(string surroundings, BenchCase[] cases, string[] modes, double seconds)
    {
        int threads = WorkerPool.Shared.Threads;
        foreach (BenchCase c in cases.Where(ModelCatalog.Has))
        {
            foreach (string mode in modes.Where(m => m != "stream" || c.Streams))
            {
                using BenchItem one = LstmGenWorker.Open(c, mode, 1), all = LstmGenWorker.Open(c, mode, threads);
                Take(one, 1, seconds / 2, []);
                Take(all, threads, seconds / 2, []);
                List<double> alone = [], shared = [];
                for (int turn = 0; turn < Turns; turn++)
                {
                    Take(one, 1, seconds / Turns, alone);
                    Take(all, threads, seconds / Turns, shared);
                }

                Console.WriteLine(ContendedRecord.Of(surroundings, c.Id, mode, alone, shared));
            }
        }
    }

    private static void Take(BenchItem item, int threads, double seconds, List<double> milliseconds)
    {
        WorkerPool.Shared.Threads = threads;
        long start = Stopwatch.GetTimestamp();
        do
        {
            long begin = Stopwatch.GetTimestamp();
            item.Run();
            milliseconds.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds / item.UnitsPerRun);
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
    }
}
