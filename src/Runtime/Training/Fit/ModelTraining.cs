using LstmGen.Training;

namespace LstmGen;

/// <summary>Training, measuring and predicting with any model.</summary>
public static partial class ModelTraining
{
    /// <summary>Trains the model.</summary>
    /// <param name="model">The model; its weights are changed in place.</param>
    /// <param name="train">Sequences with targets for every head.</param>
    /// <param name="options">How; see <see cref="FitOptions"/>.</param>
    /// <returns>What was done, epoch by epoch. The same seed, data and options give the same bits on any number of threads.</returns>
    /// <exception cref="ArgumentException">Data, options or checkpoint do not fit the model or one another.</exception>
    /// <exception cref="TrainingDivergedException">A loss or a gradient was NaN or infinite.</exception>
    /// <exception cref="DistributionException">The ranks of <see cref="FitOptions.Distribution"/> differ, or another one cannot
    /// begin.</exception>
    public static History Fit(this IRecurrentModel model, SequenceSet train, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        return DistributedRun.Fit(model, train, options);
    }

    /// <summary>Measures the model on a data set, without dropout.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">Sequences with targets for every head.</param>
    /// <param name="metrics">What to measure beside the loss.</param>
    /// <param name="batchSize">Sequences computed together.</param>
    /// <param name="truncatedSteps">Computes long sequences in pieces of this many steps, which saves memory; null for whole ones.</param>
    /// <param name="distribution">Processes that share the batches out, each of which makes the same call and gets the same figures; null
    /// for this one alone.</param>
    /// <exception cref="ArgumentException">Data or metrics do not fit the model.</exception>
    /// <exception cref="DistributionException">Another rank cannot begin.</exception>
    public static Evaluation Evaluate(
        this IRecurrentModel model, SequenceSet set, IReadOnlyList<HeadMetric>? metrics = null, int batchSize = 64, int? truncatedSteps = null,
        Distribution? distribution = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(truncatedSteps ?? 1, nameof(truncatedSteps));
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        using var _ = workspace as IDisposable; // one on a device holds its memory
        var group = new RankGroup(distribution);
        Evaluator Create() => new(model, workspace, set, metrics ?? [], batchSize, truncatedSteps ?? 0, group);
        return group.Ranks is { } ranks ? DistributedRun.EndingAll(ranks, () => group.All(Create).Run()) : Create().Run();
    }
}
