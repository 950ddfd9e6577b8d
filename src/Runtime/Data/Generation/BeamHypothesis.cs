namespace LstmGen;

/// <summary>One result of <see cref="BeamSearch{TState}"/>.</summary>
/// <param name="Tokens">The generated tokens, without prompt and end token.</param>
/// <param name="LogProbability">Natural logarithm of the probability of all of them, the end token included.</param>
/// <param name="Score">What the results are ordered by.</param>
/// <param name="Ended">Whether the end token was reached.</param>
public sealed record BeamHypothesis(IReadOnlyList<int> Tokens, double LogProbability, double Score, bool Ended);
