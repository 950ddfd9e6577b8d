using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>The order in which sequences of a source are trained on.</summary>
public class SourceOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    public void Each_epoch_gives_every_sequence_once_in_an_order_of_its_own(int perBlock)
    {
        // The length says which sequence it is.
        const int Count = 45;
        SequenceSet set =
            SequenceSet.FromFeatures([.. Enumerable.Range(1, Count).Select(length => new float[length * 3])], 3)
                .WithValues(new float[Count * 2], 2);
        var options = new BatchOptions { BatchSize = 4, Seed = 3, BucketBatches = 2 };
        List<List<int[]>> epochs = Batches(perBlock, 20, options);
        foreach (List<int[]> epoch in epochs)
        {
            Assert.Equal(12, epoch.Count);
            Assert.Equal(Enumerable.Range(1, Count), epoch.SelectMany(batch => batch).Order());
            Assert.Equal([1, .. Enumerable.Repeat(4, 11)], epoch.Select(batch => batch.Length).Order());
        }

        Assert.NotEqual(epochs[0].SelectMany(batch => batch), epochs[1].SelectMany(batch => batch));
        Assert.NotEqual(Enumerable.Range(1, Count), epochs[0].SelectMany(batch => batch));
        Assert.Equal(epochs.SelectMany(epoch => epoch), Batches(perBlock, 20, options).SelectMany(epoch => epoch));
        Assert.NotEqual(
            epochs[0].SelectMany(batch => batch), Batches(perBlock, 20, options with { Seed = 4 })[0].SelectMany(batch => batch));
        Assert.Equal(11, Batches(perBlock, 20, options with { DropLast = true })[0].Count);
        Assert.All(Batches(perBlock, 20, options with { DropLast = true })[0], batch => Assert.Equal(4, batch.Length));
        Assert.Equal(Enumerable.Range(1, Count), Batches(perBlock, 20, options with { Shuffle = false })[0].SelectMany(batch => batch));

        // From any place the rest is the same.
        for (int epoch = 0; epoch < 2; epoch++)
        {
            for (int position = 0; position <= 12; position++)
            {
                List<List<int[]>> rest = Batches(perBlock, 20, options, new BatchState(epoch, position));
                Assert.Equal(epochs[epoch][position..], rest[0]);
                Assert.Equal(epochs[(epoch + 1)..], rest[1..]);
            }
        }

        List<List<int[]>> Batches(int block, int pool, BatchOptions how, BatchState from = default)
        {
            using var feed = new SourceFeed(new SetSource(set, block), how, pool, 2, 2, _ => { }, default);
            feed.Resume(from);
            var all = new List<List<int[]>>();
            for (int epoch = from.Epoch; epoch < 2; epoch++)
            {
                if (epoch > from.Epoch)
                    feed.Resume(new BatchState(epoch, 0));
                var own = new List<int[]>();
                while (feed.TryNext(out FeedBatch batch))
                {
                    int[] lengths = new int[batch.Indices.Length];
                    for (int i = 0; i < lengths.Length; i++)
                        lengths[i] = batch.Set.Length(batch.Indices[i]);
                    own.Add(lengths);
                }

                all.Add(own);
            }

            return all;
        }
    }
}
