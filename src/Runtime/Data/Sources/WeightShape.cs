namespace LstmGen;

/// <summary>Weights of sequences, or of their steps, in the loss; see <see cref="SequenceSet.WithWeights"/>.</summary>
/// <param name="PerStep">Whether there is one for each step; false: one for each sequence.</param>
/// <param name="Head">Name of the head whose loss they weigh; null for all heads.</param>
public sealed record WeightShape(bool PerStep = false, string? Head = null);
