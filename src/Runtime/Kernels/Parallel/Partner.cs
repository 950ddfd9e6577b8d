using System.Runtime.InteropServices;

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

/// <summary>Words of a <see cref="Partner"/>, those of either writer far apart: neighbouring cache lines are fetched in pairs.</summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct PartnerWords
{
    /// <summary>
    /// 2 t after the share of turn t, 2 t + 1 from the begin of turn t + 1: while it is odd the thread may touch what the run works on.
    /// </summary>
    [FieldOffset(128)]
    public long Progress;

    /// <summary>The <see cref="First"/> under which the thread has taken part and is out again.</summary>
    [FieldOffset(136)]
    public long Gone;

    /// <summary>The ticket of the run that the thread wants to join.</summary>
    [FieldOffset(144)]
    public long Wish;

    /// <summary>When the thread began to wait for the caller and gave up, by the stopwatch; 0 where it has not.</summary>
    [FieldOffset(152)]
    public long GaveUp;

    /// <summary>The turn from which on the thread takes part; 0 where it does not.</summary>
    [FieldOffset(256)]
    public long First;

    /// <summary>The last turn whose share the caller has computed in the thread's place.</summary>
    [FieldOffset(264)]
    public long Covered;
}
