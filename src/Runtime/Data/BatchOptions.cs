namespace LstmGen.Training;

/// <summary>How a <see cref="BatchSampler"/> forms mini-batches.</summary>
public sealed record BatchOptions
{
    /// <summary>Sequences per mini-batch. Default: 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Whether each epoch draws a new order. Default: true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the order. Default: 0.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// Mini-batches per pool: the sequences of a pool are sorted by length before they are cut into mini-batches, which
    /// saves padding. Default: null, pools of 1/32 of the epoch, of 50 mini-batches at most; sets of fewer than 128 mini-batches are not
    /// sorted. 0 = no bucketing; <see cref="int.MaxValue"/> = sort all.
    /// </summary>
    /// <remarks>
    /// The mini-batches of a pool are alike in length, and so in all that goes with length: where the class hangs on it, they are of one
    /// class each. That costs accuracy where an epoch has few of them, so a small set is left in random order. A value that is given is
    /// taken as it is.
    /// </remarks>
    public int? BucketBatches { get; init; }

    /// <summary>Whether a last mini-batch that is not full is left out. Default: false.</summary>
    public bool DropLast { get; init; }

    /// <summary>The pool of an epoch of so many mini-batches where none is asked for.</summary>
    internal static int BucketOf(int batches) => batches < 128 ? 0 : Math.Min(batches / 32, 50);
}
