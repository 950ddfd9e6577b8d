namespace LstmGen;

public static partial class ModelTraining
{
    /// <summary>Trains the model on a thread of its own.</summary>
    /// <param name="model">The model; its weights are changed in place, and it may predict meanwhile.</param>
    /// <param name="train">Sequences with targets for every head.</param>
    /// <param name="options">How; see <see cref="FitOptions"/>.</param>
    /// <param name="cancellationToken">
    /// Ends training after the update under way, as <see cref="FitOptions.CancellationToken"/>: the history says
    /// <see cref="History.Cancelled"/>, and nothing is thrown.
    /// </param>
    /// <returns>The history, or the exception that <see cref="Fit(IRecurrentModel, SequenceSet, FitOptions)"/> throws.</returns>
    public static Task<History> FitAsync(
        this IRecurrentModel model, SequenceSet train, FitOptions options, CancellationToken cancellationToken = default) =>
        StartFit(model, train, options, cancellationToken).Completion;

    /// <summary>Trains the model on a thread of its own, on data that are read meanwhile.</summary>
    /// <param name="model">The model; its weights are changed in place, and it may predict meanwhile.</param>
    /// <param name="source">Sequences with targets for every head.</param>
    /// <param name="options">How; see <see cref="FitOptions"/>.</param>
    /// <param name="cancellationToken">Ends training after the update under way, as <see cref="FitOptions.CancellationToken"/>.</param>
    /// <returns>The history, or the exception that <see cref="Fit(IRecurrentModel, ISequenceSource, FitOptions)"/> throws.</returns>
    public static Task<History> FitAsync(
        this IRecurrentModel model, ISequenceSource source, FitOptions options, CancellationToken cancellationToken = default) =>
        StartFit(model, source, options, cancellationToken).Completion;

    /// <summary>The same, with reports to read while it trains, and to be stopped.</summary>
    /// <param name="model">The model; its weights are changed in place, and it may predict meanwhile.</param>
    /// <param name="source">Sequences with targets for every head.</param>
    /// <param name="options">How; see <see cref="FitOptions"/>.</param>
    /// <param name="cancellationToken">Ends training after the update under way.</param>
    public static TrainingRun StartFit(
        this IRecurrentModel model, ISequenceSource source, FitOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return new TrainingRun(told => model.Fit(source, told), options, cancellationToken);
    }

    /// <summary>The same, with reports to read while it trains, and to be stopped.</summary>
    /// <param name="model">The model; its weights are changed in place, and it may predict meanwhile.</param>
    /// <param name="train">Sequences with targets for every head.</param>
    /// <param name="options">How; see <see cref="FitOptions"/>.</param>
    /// <param name="cancellationToken">Ends training after the update under way.</param>
    public static TrainingRun StartFit(
        this IRecurrentModel model, SequenceSet train, FitOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        return new TrainingRun(
            told => model is EncoderDecoder pair ? pair.Fit(train, told) : model.Fit(train, told), options, cancellationToken);
    }
}
