namespace LstmGen;

/// <summary>What the targets of one head are.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Width">Real values per sequence or step, W; 1 where they are classes or labels.</param>
/// <param name="Head">The head's name.</param>
public sealed record TargetShape(SequenceTargetKind Kind, int Width = 1, string Head = SequenceSet.DefaultHead);
