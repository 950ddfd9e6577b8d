namespace LstmGen.Distributed.Tests;

/// <summary>The exchange of gradients against the plain sum over the tree, in pieces of every size.</summary>
public class ExchangeTests
{
    [Theory]
    [InlineData(1, 1, 10)]
    [InlineData(8, 1, 5000)]
    [InlineData(8, 3, 4999)]
    [InlineData(7, 4, 100)]
    [InlineData(5, 5, 3)]
    public void Every_rank_gets_the_trees_sum_and_all_headers(int shards, int ranks, int length)
    {
        float[][] gradients = [.. Enumerable.Range(0, shards).Select(shard => Draw.Values(length, shard + 1))];
        float[] expected = [.. Enumerable.Range(0, length).Select(i => Sum(new(0, shards), i))];
        foreach (int chunk in new[] { 1 << 22, 64, 7 })
        {
            foreach ((float[] sum, byte[] headers, bool cleared) in ThreadRanks.RunAll(
                ranks, distribution => Exchange(distribution, shards, gradients, chunk)))
            {
                Assert.Equal(expected, sum);
                Assert.Equal(Enumerable.Range(0, ranks).SelectMany(rank => Enumerable.Repeat((byte)rank, 8)), headers);
                Assert.True(cleared);
            }
        }

        float Sum(ShardRange node, int i) => node.IsLeaf ? gradients[node.First][i] : Sum(node.Left, i) + Sum(node.Right, i);
    }

    private static (float[] Sum, byte[] Headers, bool Cleared) Exchange(Distribution ranks, int shards, float[][] gradients, int chunk)
    {
        int length = gradients[0].Length;
        var plan = new ShardPlan(shards, ranks.Rank, ranks.Ranks);
        AlignedBuffer[] leaves = [.. Enumerable.Range(plan.First, plan.Count).Select(_ => new AlignedBuffer(length))];
        for (int i = 0; i < leaves.Length; i++)
            gradients[plan.First + i].CopyTo(leaves[i].Span);
        int[] counts = [.. Enumerable.Repeat(8, ranks.Ranks)];
        byte[] own = [.. Enumerable.Repeat((byte)ranks.Rank, 8)], all = new byte[8 * ranks.Ranks];
        var target = new AlignedBuffer(length);
        new GradientExchange(ranks.Ranks == 1 ? null : ranks, plan, leaves, length, counts, chunk).Run(own, all, target);
        return (target.Span.ToArray(), all, Array.TrueForAll(leaves, leaf => leaf.Span.IndexOfAnyExcept(0f) < 0));
    }
}
