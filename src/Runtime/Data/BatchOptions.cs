namespace LstmGen.Data;

/// <summary>How a <see cref="BatchSampler"/> forms mini-batches.</summary>
public sealed record BatchOptions
{
    /// <summary>Sequences per mini-batch. Default: 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Whether each epoch draws a new order. Default: true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the order. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Mini-batches per pool: the sequences of a pool are sorted by length before they are cut into mini-batches, which
    /// saves padding and keeps the order random on the large scale. 0 = no bucketing; <see cref="int.MaxValue"/> = sort
    /// all. Default: 50.
    /// </summary>
    public int BucketBatches { get; init; } = 50;

    /// <summary>Whether a last mini-batch that is not full is left out. Default: false.</summary>
    public bool DropLast { get; init; }
}

/// <summary>The place of a <see cref="BatchSampler"/>: with it, a resumed run gets the same mini-batches.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Position">Mini-batches already given out in this epoch.</param>
public readonly record struct BatchState(int Epoch, int Position);
