using System.Globalization;
using System.Text;

namespace LstmGen;

/// <summary>How a trial of a search has ended.</summary>
/// <param name="Trial">The trial with its values.</param>
/// <param name="Score">
/// The best validation loss, or the best value of the search's metric, of all epochs; NaN where the trial has failed.
/// </param>
/// <param name="Failure">Why there is no score; null where there is one.</param>
/// <param name="HigherIsBetter">Whether a larger score is a better one.</param>
/// <param name="BestEpoch">The epoch of the score, from 1; 0 where the trial has failed or was measured by a function of one's own.</param>
/// <param name="Epochs">Epochs that were completed.</param>
/// <param name="Metrics">The metrics of the best epoch by name.</param>
/// <param name="Elapsed">Time that the trial took, without what it took before it was resumed.</param>
public sealed record TrialResult(
    SearchTrial Trial,
    double Score,
    string? Failure,
    bool HigherIsBetter,
    int BestEpoch,
    int Epochs,
    IReadOnlyDictionary<string, double> Metrics,
    TimeSpan Elapsed)
{
    /// <summary>Whether the trial has failed.</summary>
    public bool Failed => Failure is not null;

    /// <summary>The result on one line: <c>trial 3  rate 0.01, batch 32  score 0.1234 in epoch 7 of 10</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(96);
        text.Append(CultureInfo.InvariantCulture, $"trial {Trial.Number}  {Trial}  ");
        if (Failure is { } failure)
            return text.Append("failed: ").Append(failure).ToString();
        text.Append(CultureInfo.InvariantCulture, $"score {Score:G4}");
        if (BestEpoch > 0)
            text.Append(CultureInfo.InvariantCulture, $" in epoch {BestEpoch} of {Epochs}");
        return text.ToString();
    }

    /// <summary>Whether this result is better than <paramref name="other"/>; a failed one never is, and equal ones are not.</summary>
    internal bool IsBetterThan(TrialResult other) =>
        !Failed && (other.Failed || (HigherIsBetter ? Score > other.Score : Score < other.Score));
}
