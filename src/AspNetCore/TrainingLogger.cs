using System.Globalization;
using LstmGen.Training;
using Microsoft.Extensions.Logging;

namespace LstmGen.AspNetCore;

/// <summary>
/// Writes what a training does to an <see cref="ILogger"/>, with the figures as named values: its begin, its epochs and its end as
/// <see cref="LogLevel.Information"/>, batches as <see cref="LogLevel.Debug"/>. What a level leaves out costs nothing.
/// </summary>
/// <example><code>
/// await model.FitAsync(train, new FitOptions { Callbacks = [new TrainingLogger(logger)] }, stoppingToken);
/// </code></example>
/// <param name="logger">The logger.</param>
/// <param name="everyBatches">Batches between two entries of the level Debug, at least 1; null for none.</param>
/// <param name="distribution">
/// The <see cref="FitOptions.Distribution"/> of the training, of which rank 0 alone writes; null where there is none. Give the callback on
/// every rank.
/// </param>
public sealed partial class TrainingLogger(ILogger logger, int? everyBatches = null, Distribution? distribution = null) : TrainingCallback
{
    private readonly ILogger _logger = logger ?? throw new ArgumentNullException(nameof(logger));

    private readonly int? _everyBatches = everyBatches is null or >= 1 ? everyBatches : throw new ArgumentOutOfRangeException(
        nameof(everyBatches), everyBatches,
        $"everyBatches is {everyBatches}; give null for no batches, or the batches between two entries.");

    private bool Writes => distribution is null or { Rank: 0 };

    /// <inheritdoc/>
    public override void OnTrainingBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Writes)
            LogBegin(context.Model.Description.Name, context.Model.Description.ParameterCount, context.History.Epochs.Count);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_everyBatches is { } every && context.Batch % every == 0 && Writes)
        {
            LogBatch(
                context.Model.Description.Name, context.Epoch, context.Batch,
                context.Batches, context.Loss, context.GradientNorm, context.LearningRate);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochRecord record)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(record);
        if (!Writes || !_logger.IsEnabled(LogLevel.Information))
            return;
        string name = context.Model.Description.Name;
        if (record.ValidationLoss is not { } loss)
            LogEpoch(name, record.Epoch, record.TrainLoss, record.LearningRate, record.Seconds);
        else if (record.Metrics.Count == 0)
            LogValidated(name, record.Epoch, record.TrainLoss, loss, record.LearningRate, record.Seconds);
        else
            LogMeasured(name, record.Epoch, record.TrainLoss, loss, Text(record.Metrics), record.LearningRate, record.Seconds);
    }

    /// <inheritdoc/>
    public override void OnTrainingEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Writes)
        {
            LogEnd(
                context.Model.Description.Name, context.History.End,
                context.History.Epochs.Count, context.History.Updates, context.History.BestEpoch);
        }
    }

    private static string Text(IReadOnlyDictionary<string, double> metrics) =>
        string.Join(", ", metrics.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Key} {metric.Value:G6}")));

    [LoggerMessage(EventId = 1, EventName = "TrainingBegins", Level = LogLevel.Information,
        Message = "Training of {Model} begins: {Parameters} parameters, {EpochsDone} epochs done before.")]
    private partial void LogBegin(string model, int parameters, int epochsDone);

    [LoggerMessage(EventId = 2, EventName = "Batch", Level = LogLevel.Debug,
        Message = "{Model}, epoch {Epoch}, batch {Batch} of {Batches}: loss {Loss:G6}, gradient norm {GradientNorm:G4}, "
            + "learning rate {LearningRate:G4}.")]
    private partial void LogBatch(string model, int epoch, int batch, int batches, double loss, float gradientNorm, double learningRate);

    [LoggerMessage(EventId = 3, EventName = "Epoch", Level = LogLevel.Information,
        Message = "{Model}, epoch {Epoch}: loss {TrainLoss:G6}, learning rate {LearningRate:G4}, {Seconds:F1} s.")]
    private partial void LogEpoch(string model, int epoch, double trainLoss, double learningRate, double seconds);

    [LoggerMessage(EventId = 4, EventName = "EpochValidated", Level = LogLevel.Information,
        Message = "{Model}, epoch {Epoch}: loss {TrainLoss:G6}, validation loss {ValidationLoss:G6}, learning rate "
            + "{LearningRate:G4}, {Seconds:F1} s.")]
    private partial void LogValidated(
        string model, int epoch, double trainLoss, double validationLoss, double learningRate, double seconds);

    [LoggerMessage(EventId = 5, EventName = "EpochMeasured", Level = LogLevel.Information, SkipEnabledCheck = true,
        Message = "{Model}, epoch {Epoch}: loss {TrainLoss:G6}, validation loss {ValidationLoss:G6}, {Metrics}, learning rate "
            + "{LearningRate:G4}, {Seconds:F1} s.")]
    private partial void LogMeasured(
        string model, int epoch, double trainLoss, double validationLoss, string metrics, double learningRate, double seconds);

    [LoggerMessage(EventId = 6, EventName = "TrainingEnds", Level = LogLevel.Information,
        Message = "Training of {Model} ends ({End}) after {Epochs} epochs and {Updates} updates; best epoch: {BestEpoch}.")]
    private partial void LogEnd(string model, TrainingEnd end, int epochs, long updates, int? bestEpoch);
}
