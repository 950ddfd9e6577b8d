namespace LstmGen;

/// <summary>What the sequences of an <see cref="ISequenceSource"/> are.</summary>
/// <param name="Features">Real values per step, F; 0 where the sequences are token ids.</param>
/// <param name="Targets">The targets of each head, in the order in which <see cref="SequenceBlock"/> counts them.</param>
public sealed record SequenceShape(int Features, IReadOnlyList<TargetShape> Targets);

/// <summary>What the targets of one head are.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Width">Real values per sequence or step, W; 1 where they are classes or labels.</param>
/// <param name="Head">The head's name.</param>
public sealed record TargetShape(SequenceTargetKind Kind, int Width = 1, string Head = SequenceSet.DefaultHead);
