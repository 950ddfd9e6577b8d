using System.Diagnostics;
using System.Globalization;
using LstmGen.Data;
using LstmGen.Testing;
using Xunit.Abstractions;

namespace LstmGen.Distributed.Tests;

/// <summary>A job of which any rank is killed at any moment goes on, with any number of ranks, to the bits of one that was not.</summary>
/// <remarks><c>LSTMGEN_RANK_KILLS</c> sets how many are killed.</remarks>
[Collection("mpirun")]
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int DefaultKills = 2, Epochs = 400;

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANK_KILLS"), out int wish) ? wish : DefaultKills;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [OpenMpiFact]
    public void A_job_whose_ranks_are_killed_ends_with_the_bits_of_one_that_was_not()
    {
        Run straight = Runs.Create("few");
        History expected = straight.Fit(straight.Options with { Epochs = Epochs });
        string digest = Digest.Of(straight.Model, expected);

        SeededRandom random = ChangingSeed.Begin(output);
        string path = Path.Combine(_folder, "run.safetensors");
        string[] arguments = ["--beat", "--checkpoint", path, "--epochs", Epochs.ToString(CultureInfo.InvariantCulture), "few"];
        long reached = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            int ranks = 1 + random.NextInt(4), victim = random.NextInt(ranks);
            using MpiRun run = MpiRun.Start(MpiRun.OpenMpi!, ranks, arguments);
            string? updates = run.WaitFor("updates ");
            Assert.True(updates is not null, $"The run was over before its kill {kill}, or failed; make it longer.\n{run.Text}");
            string pid = run.WaitFor($"pid {victim} ")!;
            Thread.Sleep(random.NextInt(60));
            Assert.True(Kill(int.Parse(pid.Split(' ')[2], CultureInfo.InvariantCulture)), $"No process {pid}.\n{run.Text}");
            Assert.True(run.Wait() != 0, run.Text);
            long began = long.Parse(updates.Split(' ')[1], CultureInfo.InvariantCulture);
            Assert.True(began > reached, $"kill {kill}: the job began at {began}, the one before had saved {reached}");
            reached = began - 1;
        }

        using MpiRun last = MpiRun.Start(MpiRun.OpenMpi!, 2, arguments);
        Assert.True(last.Wait() == 0, last.Text);
        Assert.Equal(
            2,
            last.Lines.Count(line => line.StartsWith("few ", StringComparison.Ordinal) && line.Contains(digest, StringComparison.Ordinal)));
    }

    // False where the process has ended by itself.
    private static bool Kill(int process)
    {
        try
        {
            using Process rank = Process.GetProcessById(process);
            rank.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
