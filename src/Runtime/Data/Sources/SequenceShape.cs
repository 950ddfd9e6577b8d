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
