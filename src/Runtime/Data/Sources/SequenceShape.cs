namespace LstmGen;

/// <summary>What the sequences of an <see cref="ISequenceSource"/> are.</summary>
/// <param name="Features">Real values per step, F; 0 where the sequences are token ids.</param>
/// <param name="Targets">The targets of each head, in the order in which <see cref="SequenceBlock"/> counts them.</param>
public sealed record SequenceShape(int Features, IReadOnlyList<TargetShape> Targets)
{
    /// <summary>The weights that each sequence has in the loss, in the order in which <see cref="SequenceBlock"/> counts them; empty for
    /// none.</summary>
    public IReadOnlyList<WeightShape> Weights { get; init; } = [];

    /// <summary>What an encoder reads for each sequence, for <see cref="EncoderDecoder"/>; null where there is no encoder. Targets and
    /// weights there are not read.</summary>
    public SequenceShape? Source { get; init; }
}

/// <summary>What the targets of one head are.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Width">Real values per sequence or step, W; 1 where they are classes or labels.</param>
/// <param name="Head">The head's name.</param>
public sealed record TargetShape(SequenceTargetKind Kind, int Width = 1, string Head = SequenceSet.DefaultHead);

/// <summary>Weights of sequences, or of their steps, in the loss; see <see cref="SequenceSet.WithWeights"/>.</summary>
/// <param name="PerStep">Whether there is one for each step; false: one for each sequence.</param>
/// <param name="Head">Name of the head whose loss they weigh; null for all heads.</param>
public sealed record WeightShape(bool PerStep = false, string? Head = null);
