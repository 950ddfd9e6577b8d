namespace LstmGen.Distributed.Tests;

/// <summary>The shards of a training that does not say how many.</summary>
public class DefaultShardsTests
{
    [Fact]
    public void Several_ranks_cut_a_batch_into_the_default_number()
    {
        string expected = Train(Distribution.DefaultShards, ranks: null);
        Assert.NotEqual(expected, Train(Distribution.DefaultShards / 2, ranks: null)); // the bits depend on it
        Assert.All(ThreadRanks.RunAll(2, ranks => Train(0, ranks)), digest => Assert.Equal(expected, digest));
    }

    [Fact]
    public void The_ranks_share_out_the_default_number()
    {
        int[][] own = ThreadRanks.RunAll(3, ranks => ranks.OwnShards().ToArray());
        Assert.Equal(Enumerable.Range(0, Distribution.DefaultShards), own.SelectMany(shards => shards));
        Assert.All(own, shards => Assert.InRange(shards.Length, 2, 3));
    }

    private static string Train(int shards, Distribution? ranks)
    {
        Run run = Runs.Create("dropout");
        return Digest.Of(run.Model, run.Fit(run.Options with { Shards = shards, Distribution = ranks }));
    }
}
