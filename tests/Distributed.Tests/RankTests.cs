namespace LstmGen.Distributed.Tests;

/// <summary>The bits of a training depend on its shards and not on how many ranks compute them.</summary>
public class RankTests
{
    public static TheoryData<string> Names => [.. Runs.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_number_of_ranks_ends_with_the_bits_of_one_process(string name)
    {
        string alone = Train(name, null);
        foreach (int ranks in new[] { 1, 2, 3, 4, 6, 8 })
            Assert.All(ThreadRanks.RunAll(ranks, distribution => Train(name, distribution)), digest => Assert.Equal(alone, digest));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_shard_is_the_whole_batch(string name)
    {
        // Sums of counts may be rounded otherwise, so the losses are close and not the same.
        Run whole = Runs.Create(name), sharded = Runs.Create(name);
        History expected = whole.Fit(whole.Options with { Shards = 0 });
        History one = sharded.Fit(sharded.Options with { Shards = 1 });
        AssertClose(expected, one, 1e-6);
        Run many = Runs.Create(name);
        AssertClose(expected, many.Fit(many.Options with { Shards = 5 }), 1e-3);
    }

    [Fact]
    public void Other_numbers_of_shards_are_no_power_of_two()
    {
        foreach (int shards in new[] { 1, 3, 5, 6, 7, 12 })
        {
            string alone = Train("dropout", null, shards);
            foreach (int ranks in Enumerable.Range(1, Math.Min(shards, 5)))
                Assert.All(
                    ThreadRanks.RunAll(ranks, distribution => Train("dropout", distribution, shards)),
                    digest => Assert.Equal(alone, digest));
        }
    }

    internal static string Train(string name, Distribution? distribution, int shards = 8)
    {
        Run run = Runs.Create(name);
        History history = run.Fit(run.Options with { Distribution = distribution, Shards = shards });
        return Digest.Of(run.Model, history);
    }

    private static void AssertClose(History expected, History actual, double tolerance)
    {
        Assert.Equal(expected.Epochs.Count, actual.Epochs.Count);
        for (int i = 0; i < expected.Epochs.Count; i++)
        {
            Assert.Equal(
                expected.Epochs[i].TrainLoss, actual.Epochs[i].TrainLoss, tolerance * (1 + Math.Abs(expected.Epochs[i].TrainLoss)));
            if (expected.Epochs[i].ValidationLoss is { } loss)
                Assert.Equal(loss, actual.Epochs[i].ValidationLoss!.Value, tolerance * (1 + Math.Abs(loss)));
        }
    }
}
