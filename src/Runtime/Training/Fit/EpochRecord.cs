namespace LstmGen;

/// <summary>One epoch of a <see cref="History"/>.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainLoss">Mean training loss: over all examples (or steps), each as its batch was computed.</param>
/// <param name="ValidationLoss">Loss on the validation data after the epoch; null without such data.</param>
/// <param name="Metrics">Metrics on the validation data by name.</param>
/// <param name="LearningRate">Learning rate of the epoch's last update.</param>
/// <param name="Seconds">Time that it took, validation included.</param>
/// <param name="SamplesPerSecond">Training sequences per second of training, validation left out.</param>
public sealed record EpochRecord(
    int Epoch,
    double TrainLoss,
    double? ValidationLoss,
    IReadOnlyDictionary<string, double> Metrics,
    double LearningRate,
    double Seconds,
    double SamplesPerSecond);
