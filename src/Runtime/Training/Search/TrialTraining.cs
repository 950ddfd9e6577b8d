namespace LstmGen;

/// <summary>What a trial of a search trains, and how: a model of its own, data and options.</summary>
public sealed class TrialTraining
{
    private readonly SequenceSet? _train;
    private readonly ISequenceSource? _source;

    /// <summary>A training on a set.</summary>
    /// <param name="model">A new model, which no other trial has.</param>
    /// <param name="train">Sequences with targets for every head.</param>
    /// <param name="options">How. The search gives the checkpoint and adds its cancellation.</param>
    public TrialTraining(IRecurrentModel model, SequenceSet train, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        (Model, _train, Options) = (model, train, options);
    }

    /// <summary>A training on data that are read meanwhile.</summary>
    /// <param name="model">A new model, which no other trial has.</param>
    /// <param name="source">Sequences with targets for every head.</param>
    /// <param name="options">How. The search gives the checkpoint and adds its cancellation.</param>
    public TrialTraining(IRecurrentModel model, ISequenceSource source, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        (Model, _source, Options) = (model, source, options);
    }

    /// <summary>The model.</summary>
    public IRecurrentModel Model { get; }

    /// <summary>How it is trained.</summary>
    public FitOptions Options { get; }

    /// <summary>
    /// Trains the model outside a search, as to have that of the best trial: the same bits as in the search, if the trial's model is new.
    /// </summary>
    public History Fit() => Fit(Options);

    internal History Fit(FitOptions options) =>
        _source is { } source ? Model.Fit(source, options)
        : Model is EncoderDecoder pair ? pair.Fit(_train!, options)
        : Model.Fit(_train!, options);
}
