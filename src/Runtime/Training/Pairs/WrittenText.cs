namespace LstmGen;

/// <summary>What a decoder wrote from one source.</summary>
/// <param name="Tokens">The tokens, without start and end.</param>
/// <param name="LogProbability">Natural logarithm of the probability of all of them, the end token included.</param>
/// <param name="Score">What beams are ordered by.</param>
/// <param name="Ended">Whether the end token was written.</param>
/// <param name="Alignment">
/// Weights of the first attention layer, one row of S values for each token, and one for the end token; null where they were not asked for.
/// Past the end of the source they are 0.
/// </param>
public sealed record WrittenText(
    IReadOnlyList<int> Tokens, double LogProbability, double Score, bool Ended, IReadOnlyList<float[]>? Alignment);
