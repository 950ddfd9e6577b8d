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
    /// <exception cref="InvalidOperationException">The model is being trained already.</exception>
    /// <exception cref="DistributionException">The ranks of <see cref="FitOptions.Distribution"/> differ, or another one cannot
    /// begin.</exception>
    public static History Fit(this IRecurrentModel model, SequenceSet train, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        return DistributedRun.Fit(model, train, options);
    }

    /// <summary>Trains the model on data that are read meanwhile, because they are larger than memory.</summary>
    /// <param name="model">The model; its weights are changed in place.</param>
    /// <param name="source">Sequences with targets for every head.</param>
    /// <param name="options">How; see <see cref="FitOptions"/>, in particular <see cref="FitOptions.ShuffleSequences"/>. With pieces
    /// (<see cref="FitOptions.TruncatedSteps"/>) the number of updates is not known before: reports estimate it, and schedules are those by
    /// epochs.</param>
    /// <returns>What was done, epoch by epoch. The same seed, source and options give the same bits, also after a
    /// <see cref="FitOptions.Checkpoint"/> and on any number of threads and ranks.</returns>
    /// <remarks>A thread of its own reads; it has ended when this method returns. Platforms without threads, such as browsers, cannot do
    /// that.</remarks>
    /// <exception cref="ArgumentException">Source, options or checkpoint do not fit the model or one another.</exception>
    /// <exception cref="LstmGen.Data.DataFormatException">A sequence that was read does not fit; the message names its file and row. What
    /// the source itself throws while it is read is thrown too. The model keeps the weights that it has reached.</exception>
    /// <exception cref="TrainingDivergedException">A loss or a gradient was NaN or infinite.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained already.</exception>
    /// <exception cref="DistributionException">The ranks of <see cref="FitOptions.Distribution"/> differ, or another one cannot
    /// begin.</exception>
    public static History Fit(this IRecurrentModel model, ISequenceSource source, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        if (model is EncoderDecoder pair)
            pair.RequireOptions(options);
        return DistributedRun.Fit(model, TrainingData.Of(source), options);
    }

    /// <summary>Trains the model on data of which each process has a part.</summary>
    /// <param name="model">The model; its weights are changed in place.</param>
    /// <param name="shards">The sets of this process, with targets for every head.</param>
    /// <param name="options">How; see <see cref="FitOptions"/>. <see cref="FitOptions.BatchSize"/> must be a multiple of
    /// <see cref="FitOptions.Shards"/>; pieces and carried states are not possible. <see cref="FitOptions.Validation"/> is the same set on
    /// every process.</param>
    /// <returns>What was done, epoch by epoch. The same seed, sets and options give the same bits on any number of threads and
    /// processes.</returns>
    /// <exception cref="ArgumentException">Data, options or checkpoint do not fit the model or one another.</exception>
    /// <exception cref="TrainingDivergedException">A loss or a gradient was NaN or infinite.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained already.</exception>
    /// <exception cref="DistributionException">The ranks of <see cref="FitOptions.Distribution"/> differ, or another one cannot
    /// begin.</exception>
    public static History Fit(this IRecurrentModel model, SequenceShards shards, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentNullException.ThrowIfNull(options);
        return DistributedRun.Fit(model, shards, options);
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
        this IRecurrentModel model, SequenceSet set, IReadOnlyList<HeadMetric>? metrics = null, int batchSize = 64,
        int? truncatedSteps = null,
        Distribution? distribution = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(truncatedSteps ?? 1, nameof(truncatedSteps));
        return Evaluate(
            model, distribution, (workspace, group) => new(model, workspace, set, metrics ?? [], batchSize, truncatedSteps ?? 0, group));
    }

    /// <summary>Measures the model on data that are read meanwhile, without dropout.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">Sequences with targets for every head.</param>
    /// <param name="metrics">What to measure beside the loss.</param>
    /// <param name="batchSize">Sequences computed together.</param>
    /// <param name="truncatedSteps">Computes long sequences in pieces of this many steps, which saves memory; null for whole ones.</param>
    /// <param name="distribution">Processes that share the batches out, as for a set; null for this one alone.</param>
    /// <exception cref="ArgumentException">Source or metrics do not fit the model.</exception>
    /// <exception cref="LstmGen.Data.DataFormatException">A sequence that was read does not fit; the message names its file and row. What
    /// the source itself throws is thrown too.</exception>
    /// <exception cref="DistributionException">Another rank cannot begin.</exception>
    public static Evaluation Evaluate(
        this IRecurrentModel model, ISequenceSource source, IReadOnlyList<HeadMetric>? metrics = null, int batchSize = 64,
        int? truncatedSteps = null,
        Distribution? distribution = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(truncatedSteps ?? 1, nameof(truncatedSteps));
        return Evaluate(
            model, distribution, (workspace, group) => new(model, workspace, source, metrics ?? [], batchSize, truncatedSteps ?? 0, group));
    }

    private static Evaluation Evaluate(IRecurrentModel model, Distribution? distribution, Func<ModelWorkspace, RankGroup, Evaluator> create)
    {
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        using var _ = new WorkspaceRelease(workspace); // one on a device holds its memory
        var group = new RankGroup(distribution);
        Evaluation Run()
        {
            using Evaluator evaluator = group.All(() => create(workspace, group));
            return evaluator.Run();
        }

        return group.Ranks is { } ranks ? DistributedRun.EndingAll(ranks, Run) : Run();
    }
}
