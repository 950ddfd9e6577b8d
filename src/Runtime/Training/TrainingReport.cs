using System.Globalization;
using System.Text;

namespace LstmGen.Training;

/// <summary>
/// How far training is. One is reported after every batch; the one with <see cref="Batch"/> = <see cref="Batches"/> is the
/// epoch's last, reported once, after validation. Where training is ended within an epoch, there is no last one.
/// </summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">Epochs asked for; training may stop earlier.</param>
/// <param name="Batch">Batches of this epoch that are done.</param>
/// <param name="Batches">Batches of an epoch.</param>
/// <param name="TrainLoss">Mean training loss of this epoch so far.</param>
/// <param name="ValidationLoss">Loss on the validation data; null before it is known or when there are none.</param>
/// <param name="Metrics">Further figures by name, such as accuracy; null for none.</param>
/// <param name="SamplesPerSecond">Training sequences per second of this epoch, validation left out.</param>
/// <param name="Elapsed">Time since training began.</param>
/// <param name="Remaining">Estimate of the time until the last epoch ends.</param>
/// <param name="LearningRate">Learning rate of the latest step.</param>
public sealed record TrainingReport(
    int Epoch,
    int Epochs,
    int Batch,
    int Batches,
    double TrainLoss,
    double? ValidationLoss,
    IReadOnlyDictionary<string, double>? Metrics,
    double SamplesPerSecond,
    TimeSpan Elapsed,
    TimeSpan Remaining,
    double LearningRate)
{
    /// <summary>
    /// Steps (tokens of a text) per second, where sequences are trained on in pieces and so last longer than a batch; else null.
    /// </summary>
    public double? StepsPerSecond { get; init; }

    /// <summary>Whether this is the epoch's last report.</summary>
    public bool EndsEpoch => Batch >= Batches;

    /// <summary>Whether training ends with this epoch though more were asked for: early stopping, or a callback.</summary>
    public bool EndsEarly { get; init; }

    /// <summary>Whether this is the last report.</summary>
    public bool EndsTraining => EndsEpoch && (EndsEarly || Epoch >= Epochs);

    /// <summary>Share of the epoch that is done, 0 to 1.</summary>
    public double EpochShare => Batches <= 0 ? 1 : Math.Clamp((double)Batch / Batches, 0, 1);

    /// <summary>The speed with its unit: <c>1,234 samples/s</c>, or <c>56,789 steps/s</c>.</summary>
    public string Speed => StepsPerSecond is { } steps
        ? string.Create(CultureInfo.InvariantCulture, $"{steps:N0} steps/s")
        : string.Create(CultureInfo.InvariantCulture, $"{SamplesPerSecond:N0} samples/s");

    /// <summary>The figures on one line: <c>loss 0.3412  validation 0.4021  accuracy 0.871  1,234 samples/s</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(96);
        text.Append(CultureInfo.InvariantCulture, $"loss {TrainLoss:G4}");
        if (ValidationLoss is { } validation)
            text.Append(CultureInfo.InvariantCulture, $"  validation {validation:G4}");
        if (Metrics is not null)
        {
            foreach (var (name, value) in Metrics)
                text.Append(CultureInfo.InvariantCulture, $"  {name} {value:G4}");
        }

        return text.Append("  ").Append(Speed).ToString();
    }
}
