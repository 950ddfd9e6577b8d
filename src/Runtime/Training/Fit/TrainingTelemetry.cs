using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LstmGen.Training;

/// <summary>
/// What a program's monitoring can see of trainings: the meter and the activity source <c>LstmGen</c> of System.Diagnostics, which
/// OpenTelemetry and <c>dotnet-counters</c> read. Without a listener they cost next to nothing.
/// </summary>
internal static class TrainingTelemetry
{
    private static readonly Meter Meter = new("LstmGen");
    private static readonly ActivitySource Source = new("LstmGen");
    private static readonly Counter<long> Updates =
        Meter.CreateCounter<long>("lstmgen.training.updates", description: "Updates of weights");
    private static readonly Counter<long> Sequences =
        Meter.CreateCounter<long>("lstmgen.training.sequences", description: "Sequences trained on");
    private static readonly Histogram<double> Epochs =
        Meter.CreateHistogram<double>("lstmgen.training.epoch.duration", "s", "Time of an epoch, validation included");
    private static readonly Gauge<double> Loss =
        Meter.CreateGauge<double>("lstmgen.training.loss", description: "Mean training loss of the last epoch");
    private static readonly Gauge<double> Validation =
        Meter.CreateGauge<double>("lstmgen.training.validation_loss", description: "Validation loss after the last epoch");

    /// <summary>Begins the activity of a training; null where nobody listens.</summary>
    public static Activity? Begin(ModelDescription model, long sequences)
    {
        Activity? activity = Source.StartActivity("LstmGen.Fit");
        activity?.SetTag("lstmgen.model", model.Name).SetTag("lstmgen.parameters", model.ParameterCount)
            .SetTag("lstmgen.sequences", sequences);
        return activity;
    }

    /// <summary>Notes how a training has ended.</summary>
    public static void End(Activity? activity, History history) =>
        activity?.SetTag("lstmgen.end", history.End.ToString()).SetTag("lstmgen.epochs", history.Epochs.Count)
            .SetTag("lstmgen.updates", history.Updates);

    /// <summary>Counts an update.</summary>
    public static void Update(string model) => Updates.Add(1, new KeyValuePair<string, object?>("model", model));

    /// <summary>Notes an epoch.</summary>
    public static void Epoch(string model, EpochRecord record, long sequences)
    {
        var tag = new KeyValuePair<string, object?>("model", model);
        Sequences.Add(sequences, tag);
        Epochs.Record(record.Seconds, tag);
        Loss.Record(record.TrainLoss, tag);
        if (record.ValidationLoss is { } loss)
            Validation.Record(loss, tag);
    }
}
