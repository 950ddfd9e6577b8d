namespace LstmGen.Training;

/// <summary>The batches of a set in memory.</summary>
internal sealed class SetFeed(SequenceSet set, BatchOptions options) : IBatchFeed
{
    private readonly BatchSampler _sampler = new(set, options);

    public int BatchCount => _sampler.BatchCount;

    public BatchState State => _sampler.State;

    public void Resume(BatchState state) => _sampler.Resume(state);

    public bool Wait(int batches) => true;

    public bool TryNext(out FeedBatch batch)
    {
        bool there = _sampler.TryNext(out ReadOnlySpan<int> indices);
        batch = new FeedBatch(set, indices);
        return there;
    }

    public bool TryPeek(int ahead, out FeedBatch batch)
    {
        bool there = _sampler.TryPeek(ahead, out ReadOnlySpan<int> indices);
        batch = new FeedBatch(set, indices);
        return there;
    }

    public void Dispose()
    {
    }
}
