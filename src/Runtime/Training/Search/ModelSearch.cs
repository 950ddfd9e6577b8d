using LstmGen.Training;

namespace LstmGen;

/// <summary>
/// Looks for good options: trains once with each of several combinations of values, side by side or over ranks, and tells which was best on
/// the validation data.
/// </summary>
/// <remarks>
/// A trial's result depends on its values alone. The same search gives the same trials and the same results whatever
/// <see cref="SearchOptions.Parallel"/> and <see cref="SearchOptions.Distribution"/> are, and however often it was interrupted; only times
/// differ. A trial that fails, by an exception or a loss that is not finite, is recorded with its reason, and the search goes on.
/// </remarks>
/// <example><code>
/// SearchParameter&lt;double&gt; rate = SearchParameter.LogUniform("rate", 1e-4, 1e-1);
/// SearchParameter&lt;int&gt; batch = SearchParameter.Choice("batch", 16, 32, 64);
/// SearchReport report = new RandomSearch([rate, batch], trials: 20, seed: 1).Run(trial =&gt; new TrialTraining(
///     new Forecaster(seed: 1), train,
///     new FitOptions { BatchSize = trial.Get(batch), Optimizer = new Adam(trial.Get(rate)), Validation = validation }));
/// Console.WriteLine(report);
/// </code></example>
public abstract class ModelSearch
{
    private protected ModelSearch(string kind, IReadOnlyList<SearchParameter> parameters, long seed, IReadOnlyList<SearchTrial> trials)
    {
        (Kind, Parameters, Seed, Trials) = (kind, [.. parameters], seed, trials);
    }

    /// <summary>What varies.</summary>
    public IReadOnlyList<SearchParameter> Parameters { get; }

    /// <summary>The seed.</summary>
    public long Seed { get; }

    /// <summary>All trials, in the order of their numbers.</summary>
    public IReadOnlyList<SearchTrial> Trials { get; }

    internal string Kind { get; }

    /// <summary>Trains each trial, and compares the best epoch of each.</summary>
    /// <param name="training">
    /// Makes the training of a trial from its values: a new model, data, and options with <see cref="FitOptions.Validation"/>. With
    /// <see cref="SearchOptions.Parallel"/> above 1 it is called by several threads at once. Its exception is that trial's failure.
    /// </param>
    /// <param name="options">How; null for one trial after another without a file.</param>
    /// <returns>The results. Where the search was cancelled, of the trials that were finished.</returns>
    /// <exception cref="ArgumentException">An option is out of range, a training has no validation, distribution or metric that fits, two
    /// trials have one model, or the file of results belongs to another search.</exception>
    /// <exception cref="DistributionException">The ranks of <see cref="SearchOptions.Distribution"/> differ, or another one cannot go
    /// on.</exception>
    /// <exception cref="IOException">The file of results cannot be read or written, or another process has it.</exception>
    public SearchReport Run(Func<SearchTrial, TrialTraining> training, SearchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        options ??= new SearchOptions();
        options.Require();
        return new SearchRun(this, options, new FitTrials(training, options)).Run();
    }

    /// <summary>Measures each trial by a function of one's own, such as the mean of a cross-validation.</summary>
    /// <param name="loss">
    /// Gives a finite number, of which the least is best; for an accuracy, return 1 - accuracy. Its exception is that trial's failure. A
    /// trial that was interrupted begins anew.
    /// </param>
    /// <param name="options">How; null for one trial after another without a file. Metric and CheckpointFolder are not to be set.</param>
    /// <returns>The results. Where the search was cancelled, of the trials that were finished.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or the file of results belongs to another search.</exception>
    /// <exception cref="DistributionException">The ranks of <see cref="SearchOptions.Distribution"/> differ, or another one cannot go
    /// on.</exception>
    /// <exception cref="IOException">The file of results cannot be read or written, or another process has it.</exception>
    public SearchReport Run(Func<SearchTrial, double> loss, SearchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        options ??= new SearchOptions();
        options.Require();
        return new SearchRun(this, options, new LossTrials(loss, options)).Run();
    }

    private protected static IReadOnlyList<SearchParameter> RequireParameters(IReadOnlyList<SearchParameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Count == 0)
            throw new ArgumentException(
                "parameters is empty; there is nothing to vary. Give at least one, such as "
                    + "SearchParameter.LogUniform(\"rate\", 1e-4, 1e-1).", nameof(parameters));
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i] is null)
                throw new ArgumentException($"parameters[{i}] is null. Leave it out.", nameof(parameters));
        }

        if (parameters.GroupBy(one => one.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"{twice.Count()} parameters are called '{twice.Key}'. Give each a name of its own.", nameof(parameters));
        return [.. parameters]; // trials hold them
    }
}
