using System.Diagnostics;
using System.Globalization;
using LstmGen.Data;
using LstmGen.Testing;
using LstmGen.Training.Child;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Training.Tests;

/// <summary>A process that is killed at any moment loses nothing but the time since its last checkpoint.</summary>
/// <remarks><c>LSTMGEN_KILLS</c> sets how often it is killed, 50 times at most.</remarks>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int DefaultKills = 8, MostKills = 50;

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_KILLS"), out int wish)
        ? Math.Min(wish, MostKills)
        : DefaultKills;

    private string File => Path.Combine(_folder, "run.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_killed_again_and_again_ends_with_the_bits_of_one_that_was_not()
    {
        var straight = new KilledModel(1);
        History expected = straight.Fit(KilledRun.Data, KilledRun.Options);

        SeededRandom random = ChangingSeed.Begin(output);
        long reached = 0;
        for (int round = 0; round < Kills; round++)
        {
            long updates = RunAndKill(threads: 1 + round % 2, random.NextInt(60));
            Assert.True(updates > reached, $"round {round} began at {updates}, the one before had saved {reached}");
            reached = updates - 1;
        }

        Assert.True(reached < expected.Updates, "the run was over before its last kill; make it longer");
        var resumed = new KilledModel(2);
        History actual =
            resumed.Fit(KilledRun.Data, KilledRun.Options with { Checkpoint = new() { Path = File, Resume = true, EveryEpochs = 1000 } });
        Assert.Equal(File, actual.ResumedFrom);
        Assert.Equal(
            expected.Epochs.Select(epoch => (epoch.TrainLoss, epoch.ValidationLoss)),
            actual.Epochs.Select(epoch => (epoch.TrainLoss, epoch.ValidationLoss)));
        Assert.Equal((expected.Updates, expected.BestEpoch), (actual.Updates, actual.BestEpoch));
        Weights.AssertSameBits(straight, resumed);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
    }

    /// <summary>
    /// Lets a process train, kills it some time after its first checkpoint; returns the update that it said it had reached then.
    /// </summary>
    private long RunAndKill(int threads, int milliseconds)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList = { "exec", typeof(KilledModel).Assembly.Location, File },
            Environment = { ["LSTMGEN_THREADS"] = threads.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardOutput = true,
        };
        using Process child = Process.Start(start)!;
        string? line = child.StandardOutput.ReadLine();
        Thread.Sleep(milliseconds);
        child.Kill(); // SIGKILL
        child.WaitForExit();
        return long.Parse(
            line ?? throw new InvalidOperationException($"The child ended with {child.ExitCode} before its second batch."),
            CultureInfo.InvariantCulture);
    }
}
