namespace LstmGen;

/// <summary>How good a model is on a part of a data set.</summary>
/// <param name="Count">Sequences of the group.</param>
/// <param name="Loss">Weighted sum of the heads' mean losses over all examples (or steps) of the group.</param>
/// <param name="Metrics">Metrics by name.</param>
public sealed record GroupEvaluation(int Count, double Loss, IReadOnlyDictionary<string, double> Metrics);
