namespace LstmGen;

/// <summary>A labelling that a decoder found.</summary>
/// <param name="Length">Labels written.</param>
/// <param name="LogProbability">
/// Greedy: of the single best alignment. Beam search: of all alignments that stayed in the beam, a lower bound of the
/// labelling's own log-probability.
/// </param>
public readonly record struct CtcDecoding(int Length, double LogProbability)
{
    /// <summary>What labellings are ranked by: <see cref="LogProbability"/>, and with a language model what that adds.</summary>
    public double Score { get; init; } = LogProbability;
}
