using LstmGen.Training;
using Xunit;

namespace LstmGen.Data.Tests;

public class BatchSamplerTests
{
    private static SequenceSet Random(int count)
    {
        var random = new SeededRandom(7);
        return SequenceSet.FromTokens([.. Enumerable.Range(0, count).Select(_ => new int[1 + random.NextInt(50)])]);
    }

    private static List<int[]> Batches(BatchSampler sampler)
    {
        var batches = new List<int[]>();
        while (sampler.TryNext(out var indices))
            batches.Add(indices.ToArray());
        return batches;
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 3)]
    [InlineData(false, 3)]
    [InlineData(true, int.MaxValue)]
    public void Each_epoch_gives_every_sequence_once(bool shuffle, int bucket)
    {
        var sampler = new BatchSampler(Random(103), new BatchOptions { BatchSize = 8, Shuffle = shuffle, BucketBatches = bucket });
        for (var epoch = 0; epoch < 3; epoch++)
        {
            sampler.Start(epoch);
            var batches = Batches(sampler);
            Assert.Equal(13, batches.Count);
            Assert.Equal(1, batches.Count(b => b.Length == 7));
            Assert.Equal(Enumerable.Range(0, 103), batches.SelectMany(b => b).Order());
        }
    }

    [Fact]
    public void Without_shuffling_and_buckets_the_order_stays()
    {
        var sampler = new BatchSampler(Random(10), new BatchOptions { BatchSize = 4, Shuffle = false, BucketBatches = 0 });
        Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]], Batches(sampler));
    }

    [Fact]
    public void The_order_depends_on_seed_and_epoch_alone()
    {
        var set = Random(50);
        var a = new BatchSampler(set, new BatchOptions { BatchSize = 4, Seed = 3 });
        var b = new BatchSampler(set, new BatchOptions { BatchSize = 4, Seed = 3 });
        Batches(a);
        a.Start(5);
        b.Start(5);
        var fifth = Batches(a);
        Assert.Equal(fifth, Batches(b));
        a.Start(6);
        Assert.NotEqual(fifth, Batches(a));
        var other = new BatchSampler(set, new BatchOptions { BatchSize = 4, Seed = 4 });
        other.Start(5);
        Assert.NotEqual(fifth, Batches(other));
    }

    [Fact]
    public void A_resumed_epoch_goes_on_with_the_same_batches()
    {
        var set = Random(50);
        var whole = new BatchSampler(set, new BatchOptions { BatchSize = 4 });
        whole.Start(2);
        for (var i = 0; i < 5; i++)
            whole.TryNext(out _);
        var resumed = new BatchSampler(set, new BatchOptions { BatchSize = 4 });
        resumed.Resume(whole.State);
        Assert.Equal(new BatchState(2, 5), resumed.State);
        Assert.Equal(Batches(whole), Batches(resumed));
    }

    [Fact]
    public void Buckets_save_padding()
    {
        var set = Random(400);
        Assert.True(Padding(50) < Padding(0) / 3);

        long Padding(int bucket)
        {
            var batches = Batches(new BatchSampler(set, new BatchOptions { BatchSize = 16, BucketBatches = bucket }));
            return batches.Sum(b => b.Sum(i => b.Max(set.Length) - set.Length(i)));
        }
    }

    [Fact]
    public void DropLast_leaves_out_others_in_other_epochs()
    {
        var sampler = new BatchSampler(Random(18), new BatchOptions { BatchSize = 4, DropLast = true });
        Assert.Equal(4, sampler.BatchCount);
        var seen = new HashSet<int>();
        for (var epoch = 0; epoch < 10; epoch++)
        {
            sampler.Start(epoch);
            var batches = Batches(sampler);
            Assert.All(batches, b => Assert.Equal(4, b.Length));
            Assert.Equal(16, batches.SelectMany(b => b).Distinct().Count());
            seen.UnionWith(batches.SelectMany(b => b));
        }

        Assert.Equal(18, seen.Count);
    }

    [Fact]
    public void An_epoch_allocates_nothing()
    {
        var sampler = new BatchSampler(Random(200), new BatchOptions { BatchSize = 8 });
        Run(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(1);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int epoch)
        {
            sampler.Start(epoch);
            while (sampler.TryNext(out _))
            {
            }
        }
    }

    [Fact]
    public void Impossible_options_are_errors()
    {
        Assert.Contains("fill no mini-batch of 8", Assert.Throws<ArgumentException>(
            () => new BatchSampler(Random(5), new BatchOptions { BatchSize = 8, DropLast = true })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchSampler(Random(5), new BatchOptions { BatchSize = 0 }));
        Assert.Contains("Position 9", Assert.Throws<ArgumentOutOfRangeException>(
            () => new BatchSampler(Random(5), new BatchOptions()).Resume(new BatchState(0, 9))).Message);
    }
}
