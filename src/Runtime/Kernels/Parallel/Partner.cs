namespace LstmGen.CompilerServices;

/// <summary>
/// A thread that takes part in a <see cref="Meeting"/>: the words that it and the caller of the run leave for each other.
/// </summary>
/// <remarks>
/// Each word has one writer, and the numbers in them grow from run to run, so that what a thread writes late, after it was held up, is
/// smaller than anything that is waited for.
/// </remarks>
internal sealed class Partner
{
    /// <summary>The words; its own thread writes those of the first group, the caller those of the second.</summary>
    public PartnerWords Words;

    /// <summary>Whether the thread sleeps, or has not started yet; it is woken then.</summary>
    public volatile bool Asleep = true;

    /// <summary>Since when nothing is shared with it, and for how long.</summary>
    public Backoff Pause { get; } = new();

    // Read and written by the caller only.

    /// <summary>Whether the thread computes its share, or may be about to.</summary>
    public bool In;

    /// <summary>The turn from which on the caller has counted on it.</summary>
    public long Granted;

    // Written by the caller before it counts on the thread, read by the thread.

    /// <summary>Which share is the thread's.</summary>
    public int Share;

    // Read and written by the thread only.

    /// <summary>The first turn of its own in the run.</summary>
    public long Joined;

    /// <summary>Turns that it has come to the end of.</summary>
    public long Turn;

    /// <summary>Turns of the run that were over before it came.</summary>
    public long Missed;

    /// <summary>When it joined, by the stopwatch.</summary>
    public long Since;

    /// <summary>Whether it left before the run's end.</summary>
    public bool LeftEarly;
}
