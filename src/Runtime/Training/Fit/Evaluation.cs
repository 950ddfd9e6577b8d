namespace LstmGen;

/// <summary>How good a model is on a data set.</summary>
/// <param name="Loss">Weighted sum of the heads' mean losses over all examples (or steps), each with its weight in the set, if it has one;
/// metrics read no weights.</param>
/// <param name="Metrics">Metrics by name.</param>
public sealed record Evaluation(double Loss, IReadOnlyDictionary<string, double> Metrics);
