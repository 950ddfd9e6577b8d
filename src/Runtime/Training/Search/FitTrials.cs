using System.Globalization;
using System.Runtime.CompilerServices;
using LstmGen.Serialization;

namespace LstmGen.Training;

/// <summary>Trials that are trainings, compared by validation loss or a metric.</summary>
internal sealed class FitTrials(Func<SearchTrial, TrialTraining> training, SearchOptions options) : ITrialKind
{
    private readonly ConditionalWeakTable<IRecurrentModel, object> _models = [];

    /// <inheritdoc/>
    public string ScoreName => options.Metric ?? "validation loss";

    /// <inheritdoc/>
    public TrialResult? Run(SearchTrial trial, bool resume)
    {
        TrialTraining one = training(trial)
            ?? throw Setup(
                "training", $"gave null for trial {trial.Number}. Return a TrialTraining, or throw where the values make no model.");
        bool rises = Require(one, trial);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(one.Options.CancellationToken, trial.CancellationToken);
        History history = Fit(one, trial, resume, cancellation.Token);
        if (history.Cancelled)
            return trial.CancellationToken.IsCancellationRequested
                ? null
                : throw new OperationCanceledException("The trial's own CancellationToken has ended it.");
        return Result(trial, history, rises);
    }

    /// <inheritdoc/>
    public void Recorded(SearchTrial trial)
    {
        if (PathOf(trial) is not { } path)
            return;
        string target = AtomicFile.TargetOf(path);
        File.Delete(target);
        File.Delete(target + ".bak");
    }

    private History Fit(TrialTraining one, SearchTrial trial, bool resume, CancellationToken cancellation)
    {
        CheckpointOptions? own = Checkpoint(trial, resume);
        try
        {
            return one.Fit(one.Options with { CancellationToken = cancellation, Checkpoint = own ?? one.Options.Checkpoint });
        }
        catch (ArgumentException e) when (resume && own is not null && e.Message.StartsWith(own.Path, StringComparison.Ordinal))
        {
            // The results so far were those of other trainings too.
            throw new SearchSetupException(
                new ArgumentException(
                    $"The training of trial {trial.Number} is not what it was when the search was interrupted: {e.Message}", e));
        }
    }

    private static SearchSetupException Setup(string what, string how) => new(OptionsCheck.Wrong(what, how));

    private bool Require(TrialTraining one, SearchTrial trial)
    {
        FitOptions own = one.Options;
        if (!_models.TryAdd(one.Model, this))
            throw Setup(
                "Model",
                $"of trial {trial.Number} was trained by an earlier trial, so that results would depend on the order of trials. Make "
                    + "a new one in the function.");
        if (!own.HasValidation)
            throw Setup(
                nameof(own.Validation),
                $"is null in trial {trial.Number}. Trials are compared by validation data: give the trial's FitOptions some.");
        if (own.Distribution is not null)
            throw Setup(
                nameof(own.Distribution),
                $"is set in trial {trial.Number}, but a rank takes whole trials. Leave it out, and give it to SearchOptions.");
        if (own.Checkpoint is not null && options.CheckpointFolder is not null)
            throw Setup(
                nameof(own.Checkpoint),
                $"is set in trial {trial.Number}, but SearchOptions.CheckpointFolder saves trials. Leave one of them out.");
        if (options.Metric is not { } name)
            return false;
        if (own.Metrics.FirstOrDefault(metric => metric?.Name == name) is { } watched)
            return watched.Metric.HigherIsBetter;
        string there = own.Metrics.Count == 0 ? "none" : string.Join(", ", own.Metrics.Select(metric => $"'{metric?.Name}'"));
        throw Setup(
            nameof(options.Metric),
            $"is '{name}', but the Metrics of trial {trial.Number} have {there}. Add it to the trial's FitOptions, or name one of them.");
    }

    private TrialResult Result(SearchTrial trial, History history, bool rises)
    {
        EpochRecord? best = null;
        double score = double.NaN;
        foreach (EpochRecord epoch in history.Epochs)
        {
            double value = options.Metric is { } name ? epoch.Metrics[name] : epoch.ValidationLoss!.Value;
            if (double.IsFinite(value) && (best is null || (rises ? value > score : value < score)))
                (best, score) = (epoch, value);
        }

        if (best is null)
        {
            throw new ArithmeticException(history.Epochs.Count == 0
                ? "Training ended before its first epoch did."
                : $"The {ScoreName} was not finite after any of {history.Epochs.Count} epochs.");
        }

        return new TrialResult(trial, score, null, rises, best.Epoch, history.Epochs.Count, best.Metrics, TimeSpan.Zero);
    }

    private CheckpointOptions? Checkpoint(SearchTrial trial, bool resume) => PathOf(trial) is not { } path ? null : new()
    {
        Path = path,
        Resume = resume,
        EveryInterval = options.CheckpointInterval,
    };

    private string? PathOf(SearchTrial trial) => options.CheckpointFolder is { } folder
        ? Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"trial-{trial.Number}.safetensors"))
        : null;
}
