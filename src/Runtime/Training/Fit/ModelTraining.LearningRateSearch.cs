using LstmGen.Training;

namespace LstmGen;

public static partial class ModelTraining
{
    /// <summary>
    /// Trains while the learning rate rises from very small to very large, update by update, until the loss grows, and suggests a rate. The
    /// model has its weights back afterwards. Source: Smith 2017, "Cyclical Learning Rates for Training Neural Networks", arXiv:1506.01186,
    /// section 3.3.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="train">The training data.</param>
    /// <param name="options">
    /// How it will be trained: batch size, optimizer, clipping and so on. Epochs, the optimizer's rate, schedule, validation, metrics,
    /// early stopping, average, progress, callbacks and checkpoint are not used.
    /// </param>
    /// <param name="lowest">The first rate, above 0.</param>
    /// <param name="highest">The last rate, above <paramref name="lowest"/>.</param>
    /// <param name="updates">Updates at most, at least 10.</param>
    /// <exception cref="ArgumentException">An argument is out of range, or data or options do not fit the model.</exception>
    /// <exception cref="TrainingDivergedException">Training diverged at the lowest rate.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained already.</exception>
    /// <exception cref="OperationCanceledException"><see cref="FitOptions.CancellationToken"/> was cancelled before the first
    /// update.</exception>
    public static LearningRateSearch FindLearningRate(
        this IRecurrentModel model, SequenceSet train, FitOptions options, double lowest = 1e-6, double highest = 1, int updates = 100)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentCheck.Positive(lowest, "1e-6 is usual.");
        if (!(highest > lowest && double.IsFinite(highest)))
            throw new ArgumentOutOfRangeException(
                nameof(highest), highest, $"highest is {highest}; give a finite rate above lowest, {lowest}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(updates, 10);

        Optimizer optimizer = (options.Optimizer ?? new Adam()).CreateRun();
        optimizer.LearningRate = lowest;
        var watch = new RateWatch(updates);
        try
        {
            StartAndWait(model, train, options with
            {
                Epochs = updates, // each has one update at least
                Optimizer = optimizer,
                Schedule = new RisingRate(highest, updates),
                Validation = null, ValidationSource = null, Metrics = [], EarlyStopping = null, Average = null, Progress = null,
                Checkpoint = null, Callbacks = [watch],
            });
        }
        catch (TrainingDivergedException) when (watch.HasRates)
        {
            // The rate is too large: that is what was looked for.
        }
        catch (TrainingDivergedException e)
        {
            throw new TrainingDivergedException("Training diverged at the lowest rate. Give a smaller one, or scale the data.", e);
        }
        finally
        {
            watch.GiveBack(model.Parameters);
        }

        return watch.Result();
    }

    private static void StartAndWait(IRecurrentModel model, SequenceSet train, FitOptions options) =>
        _ = model is EncoderDecoder pair ? pair.Fit(train, options) : model.Fit(train, options);

    // Equal steps of the logarithm, from the optimizer's rate to the highest, which stays: an epoch may have more updates than are made.
    private sealed class RisingRate(double highest, int updates) : LearningRateSchedule(ScheduleUnit.Step)
    {
        protected override double Rate(long index, double initial) =>
            initial * Math.Pow(highest / initial, Math.Min(1, (double)index / (updates - 1)));
    }

    private sealed class RateWatch(int updates) : TrainingCallback
    {
        private const double Smoothing = 0.9, TooLarge = 4;

        private readonly List<double> _rates = [];
        private readonly List<double> _losses = [];
        private float[]? _weights;
        private double _mean, _least = double.PositiveInfinity;

        public override void OnTrainingBegin(TrainingContext context) => _weights = context.Model.Parameters.ToArray();

        // Where no training has begun, because another one goes on, the weights are that one's.
        public void GiveBack(ParameterStore parameters)
        {
            if (_weights is not null)
                parameters.Set(_weights);
        }

        public override void OnBatchEnd(TrainingContext context)
        {
            if (context.Updates == _rates.Count)
                return; // a batch without an update
            _mean = (Smoothing * _mean) + ((1 - Smoothing) * context.Loss);
            double loss = _mean / (1 - Math.Pow(Smoothing, _rates.Count + 1)); // without what the mean began with
            _rates.Add(context.LearningRate);
            _losses.Add(loss);
            _least = Math.Min(_least, loss);
            if (_rates.Count == updates || (_rates.Count >= 10 && loss > TooLarge * _least))
                context.StopTraining();
        }

        public bool HasRates => _rates.Count > 0;

        // The least loss lies close below the rate at which training breaks down, so the suggestion keeps away from it.
        public LearningRateSearch Result()
        {
            if (_rates.Count == 0)
                throw new OperationCanceledException("The search was cancelled before its first update.");
            return new(_rates, _losses, _rates[_losses.IndexOf(_losses.Min())] / 10);
        }
    }
}
