namespace LstmGen.Distributed.Tests;

/// <summary>Processes of real MPI end with the bits of one process without it.</summary>
[Collection("mpirun")]
public class MpiTests
{
    [OpenMpiTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Open_mpi_gives_the_bits_of_one_process(int ranks) => AssertSame(MpiRun.OpenMpi!, ranks, [.. Runs.Names]);

    [OpenMpiFact]
    public void Eight_processes_give_the_bits_of_one() => AssertSame(MpiRun.OpenMpi!, 8, "dropout", "few");

    [MpichFact]
    public void Mpich_gives_the_bits_of_one_process() => AssertSame(MpiRun.Mpich!, 3, [.. Runs.Names]);

    [OpenMpiFact]
    public void Only_rank_0_reports_progress()
    {
        using MpiRun run = MpiRun.Start(MpiRun.OpenMpi!, 2, ["few"]);
        Assert.Equal(0, run.Wait());
        Assert.Equal(
            Runs.Create("few").Options.Epochs, run.Lines.Count(line => line.StartsWith("progress of rank", StringComparison.Ordinal)));
        Assert.DoesNotContain(run.Lines, line => line.StartsWith("progress of rank 1", StringComparison.Ordinal));
    }

    [OpenMpiFact]
    public void A_library_that_is_not_there_is_named()
    {
        using MpiRun run = MpiRun.Start(MpiRun.OpenMpi!, 1, ["few"], ("LSTMGEN_MPI", "/nowhere/libmpi.so"));
        Assert.NotEqual(0, run.Wait());
        Assert.Contains("no library of MPI was found: tried /nowhere/libmpi.so. Install Open MPI", run.Text, StringComparison.Ordinal);
    }

    [BothMpisFact]
    public void Another_library_than_the_launchers_is_refused()
    {
        using MpiRun run = MpiRun.Start(MpiRun.OpenMpi!, 1, ["few"], ("LSTMGEN_MPI", "libmpich.so.12"));
        Assert.NotEqual(0, run.Wait());
        Assert.Contains("was started by Open MPI's mpirun, but the library that was found is MPICH", run.Text, StringComparison.Ordinal);
    }

    private static void AssertSame(string program, int ranks, params string[] names)
    {
        using MpiRun run = MpiRun.Start(program, ranks, names);
        Assert.True(run.Wait() == 0, run.Text);
        foreach (string name in names)
        {
            string expected = RankTests.Train(name, null);
            for (int rank = 0; rank < ranks; rank++)
                Assert.True(
                    run.Lines.Any(line => line.StartsWith($"{name} {rank}/{ranks} {expected} ", StringComparison.Ordinal)),
                    $"{name}: rank {rank} has not {expected}.\n{run.Text}");
        }
    }
}
