namespace LstmGen.Training;

/// <summary>Trials that a function measures.</summary>
internal sealed class LossTrials : ITrialKind
{
    private readonly Func<SearchTrial, double> _loss;

    /// <exception cref="ArgumentException">An option is set that only trainings have.</exception>
    public LossTrials(Func<SearchTrial, double> loss, SearchOptions options)
    {
        if (options.Metric is not null)
            throw OptionsCheck.Wrong(nameof(options.Metric), $"is '{options.Metric}', but the function itself measures. Leave it out.");
        if (options.CheckpointFolder is not null)
            throw OptionsCheck.Wrong(
                nameof(options.CheckpointFolder), "is set, but the function itself trains. Leave it out, and save in the function.");
        _loss = loss;
    }

    /// <inheritdoc/>
    public string ScoreName => "loss";

    /// <inheritdoc/>
    public TrialResult? Run(SearchTrial trial, bool resume)
    {
        double loss = _loss(trial);
        if (trial.CancellationToken.IsCancellationRequested)
            return null; // whatever it gave may be that of a training cut short
        return double.IsFinite(loss)
            ? new TrialResult(trial, loss, null, HigherIsBetter: false, 0, 0, new Dictionary<string, double>(), TimeSpan.Zero)
            : throw new ArithmeticException($"The loss is {ValueText.Of(loss)}.");
    }

    /// <inheritdoc/>
    public void Recorded(SearchTrial trial)
    {
    }
}
