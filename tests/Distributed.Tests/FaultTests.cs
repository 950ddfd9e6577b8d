namespace LstmGen.Distributed.Tests;

/// <summary>
/// A rank that fails ends the job, with its number, machine and reason, and an exit code; ranks that differ are told before the first step.
/// </summary>
[Collection("mpirun")]
public class FaultTests
{
    [OpenMpiTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_rank_that_throws_ends_the_job(int rank)
    {
        using MpiRun run = MpiRun.Start(MpiRun.OpenMpi!, 3, ["--fail", $"{rank}", "throw", "4", "dropout"]);
        Assert.Equal(70, run.Wait());
        Assert.Contains(
            $"LstmGen: rank {rank} of 3 on {Environment.MachineName} cannot go on and ends the job: IOException: The disk is full.",
            run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Lines, line => line.StartsWith("dropout ", StringComparison.Ordinal));
    }

    [OpenMpiFact]
    public void A_rank_that_is_killed_ends_the_job()
    {
        using MpiRun run = MpiRun.Start(MpiRun.OpenMpi!, 3, ["--fail", "1", "kill", "3", "dropout"]);
        Assert.Equal(128 + 9, run.Wait());
        Assert.Matches("rank 1 .* on node .* exited on signal 9", run.Text.Replace('\n', ' '));
    }

    [OpenMpiFact]
    public void A_rank_that_exits_ends_the_job_with_its_code()
    {
        using MpiRun run = MpiRun.Start(MpiRun.OpenMpi!, 2, ["--fail", "1", "exit", "3", "dropout"]);
        Assert.Equal(3, run.Wait());
    }

    [OpenMpiFact]
    public void A_rank_that_hangs_is_waited_for_as_long_as_is_said()
    {
        using MpiRun run = MpiRun.Start(MpiRun.OpenMpi!, 2, ["--fail", "1", "hang", "3", "dropout"], ("LSTMGEN_MPI_TIMEOUT", "3"));
        Assert.NotEqual(0, run.Wait());
        Assert.Contains("LstmGen: rank 0 of 2 on", run.Text, StringComparison.Ordinal);
        Assert.Contains("it has waited for other ranks for", run.Text, StringComparison.Ordinal);
    }

    [MpichFact]
    public void Mpich_ends_the_job_too()
    {
        using MpiRun run = MpiRun.Start(MpiRun.Mpich!, 2, ["--fail", "1", "throw", "4", "dropout"]);
        Assert.NotEqual(0, run.Wait());
        Assert.Contains(
            $"LstmGen: rank 1 of 2 on {Environment.MachineName} cannot go on and ends the job: IOException: The disk is full.", run.Text,
            StringComparison.Ordinal);
    }

    [OpenMpiFact]
    public void A_rank_that_stops_in_good_order_stops_all()
    {
        using MpiRun run = MpiRun.Start(MpiRun.OpenMpi!, 3, ["--fail", "2", "stop", "4", "dropout"]);
        Assert.True(run.Wait() == 0, run.Text);
        string[] ends = [.. run.Lines.Where(line => line.StartsWith("dropout ", StringComparison.Ordinal)).Select(line => line[12..])];
        Assert.Equal(3, ends.Length);
        Assert.Single(ends.Distinct());
        Assert.EndsWith(" Callback", ends[0], StringComparison.Ordinal);
    }

    [OpenMpiTheory]
    [InlineData("data", "training data is '41 sequences")]
    [InlineData("seed", "Seed is '12' there and '11' on rank 0")]
    [InlineData("epochs", "Epochs is '5' there and '4' on rank 0")]
    [InlineData("weights", "the weights to begin with is")]
    public void Ranks_that_differ_are_all_told(string what, string said)
    {
        using MpiRun run = MpiRun.Start(MpiRun.OpenMpi!, 2, ["--differ", "1", what, "dropout"]);
        Assert.NotEqual(0, run.Wait());
        Assert.Contains("Rank 1 (", run.Text, StringComparison.Ordinal);
        Assert.Contains(said, run.Text, StringComparison.Ordinal);
    }

    [OpenMpiFact]
    public void A_rank_that_cannot_begin_is_named_by_the_others()
    {
        using MpiRun run = MpiRun.Start(MpiRun.OpenMpi!, 2, ["--differ", "1", "batch", "dropout"]);
        Assert.NotEqual(0, run.Wait());
        Assert.Contains("BatchSize is 0; give at least 1", run.Text, StringComparison.Ordinal);
    }
}
