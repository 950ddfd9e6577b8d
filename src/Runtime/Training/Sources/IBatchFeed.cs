namespace LstmGen.Training;

/// <summary>Gives out the batches of epochs: of a set, or of a source that is read meanwhile.</summary>
internal interface IBatchFeed : IDisposable
{
    /// <summary>Batches per epoch.</summary>
    int BatchCount { get; }

    /// <summary>Where the feed stands.</summary>
    BatchState State { get; }

    /// <summary>Goes to a place.</summary>
    void Resume(BatchState state);

    /// <summary>Waits until so many batches are there, or the rest of the epoch; false where training was cancelled meanwhile.</summary>
    bool Wait(int batches);

    /// <summary>The next batch of this epoch; false at its end. Valid until the next call.</summary>
    bool TryNext(out FeedBatch batch);

    /// <summary>The batch that comes after <paramref name="ahead"/> others, without giving it out.</summary>
    bool TryPeek(int ahead, out FeedBatch batch);
}
