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
    public static History Fit(this IRecurrentModel model, SequenceSet train, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        return new Trainer(model, train, options).Run();
    }

    /// <summary>Measures the model on a data set, without dropout.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">Sequences with targets for every head.</param>
    /// <param name="metrics">What to measure beside the loss.</param>
    /// <param name="batchSize">Sequences computed together.</param>
    /// <param name="truncatedSteps">Computes long sequences in pieces of this many steps, which saves memory; 0 for whole ones.</param>
    /// <exception cref="ArgumentException">Data or metrics do not fit the model.</exception>
    public static Evaluation Evaluate(
        this IRecurrentModel model, SequenceSet set, IReadOnlyList<HeadMetric>? metrics = null, int batchSize = 64, int truncatedSteps = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegative(truncatedSteps);
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        using var _ = workspace as IDisposable; // one on a device holds its memory
        return new Evaluator(model, workspace, set, metrics ?? [], batchSize, truncatedSteps).Run();
    }
}
