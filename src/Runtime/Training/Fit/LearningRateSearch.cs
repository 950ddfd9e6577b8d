namespace LstmGen;

/// <summary>What <see cref="ModelTraining.FindLearningRate"/> has seen: the loss while the rate rose.</summary>
/// <param name="Rates">Learning rate of each update, rising.</param>
/// <param name="Losses">Loss before each of these updates, smoothed over the last ten or so.</param>
/// <param name="Suggested">A tenth of the rate at which the loss was least: a beginning for a schedule that falls, or the top of one with
/// warm-up.</param>
public sealed record LearningRateSearch(IReadOnlyList<double> Rates, IReadOnlyList<double> Losses, double Suggested);
