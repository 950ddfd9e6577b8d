using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// Options describe; what a training remembers it makes itself. Moments, step counts and a schedule's memory went over from one training to
/// the next where both were given the same options.
/// </summary>
public class RunStateTests
{
    public static TheoryData<string> Optimizers() => ["Sgd", "Adam", "AdamW", "NAdam", "RmsProp", "Adagrad", "own"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void The_same_options_give_the_same_training_again(string name)
    {
        SequenceSet set = Sets.Classification(17, 2, 9);
        FitOptions shared = Options(name), own = Options(name);
        IRecurrentModel[] models = [.. Enumerable.Range(0, 3).Select(_ => new DropoutClassifier(1))];
        models[0].Fit(set, shared);
        History history = models[1].Fit(set, shared);
        models[2].Fit(set, own);
        Weights.AssertSameBits(models[2], models[0]);
        Weights.AssertSameBits(models[2], models[1]);
        Assert.Equal((0, 0, 0.02f), (shared.Optimizer!.Steps, shared.Optimizer.ParameterCount, shared.Optimizer.LearningRate));
        Assert.Equal(0, ((ReduceOnPlateau)shared.Schedule!).Reductions);
        Assert.True(((ReduceOnPlateau)history.Schedule!).Reductions > 0);
        Assert.Equal(0, shared.Metrics[0].Metric.Count);
        Assert.Equal(6, history.Metrics[0].Metric.Count);
    }

    [Fact]
    public async Task The_same_options_serve_trainings_at_the_same_time()
    {
        SequenceSet set = Sets.Classification(17, 2, 9);
        FitOptions shared = Options("NAdam");
        var alone = new DropoutClassifier(1);
        alone.Fit(set, shared);
        IRecurrentModel[] models = [.. Enumerable.Range(0, 4).Select(_ => new DropoutClassifier(1))];
        await Task.WhenAll(models.Select(model => Task.Run(() => model.Fit(set, shared))));
        Assert.All(models, model => Weights.AssertSameBits(alone, model));
    }

    [Fact]
    public void A_pair_of_models_leaves_the_options_as_they_are()
    {
        var options = new FitOptions { Epochs = 3, BatchSize = 2, Optimizer = new Adam(0.02f) };
        EncoderDecoder[] pairs = [.. Enumerable.Range(0, 2).Select(_ => new EncoderDecoder(new WordReader(1), new WordWriter(2)))];
        foreach (EncoderDecoder pair in pairs)
            pair.Fit(Talks.Set, options);
        Weights.AssertSameBits(pairs[0], pairs[1]);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Going_on_with_an_optimizers_state_is_said_and_equals_one_training(string name)
    {
        SequenceSet set = Sets.Regression(10);
        FitOptions options = new() { Epochs = 2, BatchSize = 5, Shuffle = false, Optimizer = Create(name) };
        var straight = new TinyRegression(1);
        straight.Fit(set, options with { Epochs = 4 });
        var inTwo = new TinyRegression(1);
        OptimizerState state = inTwo.Fit(set, options).OptimizerState!;
        float[] half = Weights.Copy(inTwo);
        History second = inTwo.Fit(set, options with { OptimizerState = state });
        Weights.AssertSameBits(straight, inTwo);
        Assert.Equal((4, 8), (state.Steps, second.OptimizerState!.Steps));

        // The state is only read: from it another training goes the same way.
        var again = new TinyRegression(1);
        again.Parameters.Set(half);
        again.Fit(set, options with { OptimizerState = state });
        Weights.AssertSameBits(straight, again);
    }

    [Fact]
    public void A_loop_of_ones_own_keeps_and_hands_on_its_state()
    {
        float[] gradient = [0.5f, -1, 0.25f], one = [1, 2, 3], two = [1, 2, 3];
        var optimizer = new NAdam(0.1f);
        optimizer.Step(one, gradient);
        optimizer.Step(two, gradient.AsSpan()[..3]);
        Assert.Equal(2, optimizer.Steps);
        var other = new NAdam(0.01f);
        other.RestoreState(optimizer.CopyState());
        Assert.Equal((2, 0.01f), (other.Steps, other.LearningRate));
        other.LearningRate = 0.1f;
        float[] left = [1, 2, 3], right = [1, 2, 3];
        optimizer.Step(left, gradient);
        other.Step(right, gradient);
        Weights.AssertSameBits(left, right);
        Assert.Contains(
            "Adam", Assert.Throws<ArgumentException>(() => new Adam(0.1f).RestoreState(optimizer.CopyState())).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "3 parameters", Fails(new FitOptions { Optimizer = new NAdam(0.1f), OptimizerState = optimizer.CopyState() }).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Something_of_ones_own_that_would_remember_another_training_is_refused()
    {
        SequenceSet dev = Sets.Regression(3);
        Assert.Contains(
            "SignDescent.CreateRun", Fails(new() { Optimizer = new SignDescent(0.1f) { Run = own => own } }).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "every setting", Fails(new() { Optimizer = new SignDescent(0.1f) { Run = _ => new SignDescent(0.2f) } }).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Largest.CreateRun", Fails(new() { Validation = dev, Metrics = [new Largest { Run = own => own }] }).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Worsened.CreateRun", Fails(new() { Validation = dev, Schedule = new Worsened { Run = own => own } }).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_and_schedules_and_callbacks_of_ones_own_begin_anew_in_each_training()
    {
        SequenceSet set = Sets.Regression(6), dev = Sets.Regression(3, seed: 9);
        var options = new FitOptions
        {
            Epochs = 6, BatchSize = 3, Validation = dev, Metrics = [new Largest()], Schedule = new Worsened(),
            Callbacks = [new StopAfter(4)],
        };
        History[] histories = [.. Enumerable.Range(0, 2).Select(_ => new TinyRegression(1).Fit(set, options))];
        Assert.Equal(histories[0].Epochs.Select(epoch => (epoch.TrainLoss, epoch.Metrics["largest"], epoch.LearningRate)),
            histories[1].Epochs.Select(epoch => (epoch.TrainLoss, epoch.Metrics["largest"], epoch.LearningRate)));
        Assert.All(histories, history => Assert.Equal(4, history.Updates));
        Assert.Equal(4, ((StopAfter)histories[1].Callbacks[0]).Seen);
    }

    private static Exception Fails(FitOptions options) =>
        Assert.ThrowsAny<Exception>(() => new TinyRegression(1).Fit(Sets.Regression(6), options));

    private static FitOptions Options(string name) => new()
    {
        Epochs = 4, BatchSize = 4, Seed = 7, Optimizer = Create(name), ClipNorm = 1, Average = new(0.7),
        Validation = Sets.Classification(6, 2, 9, 5),
        Metrics = [new Accuracy(3)], EarlyStopping = new(3), Schedule = new ReduceOnPlateau(patience: 0, factor: 0.5, threshold: 0.9),
    };

    private static Optimizer Create(string name) => name switch
    {
        "Sgd" => new Sgd(0.02f, momentum: 0.9),
        "Adam" => new Adam(0.02f),
        "AdamW" => new AdamW(0.02f),
        "NAdam" => new NAdam(0.02f),
        "RmsProp" => new RmsProp(0.02f, momentum: 0.5, centered: true),
        "Adagrad" => new Adagrad(0.02f, initialAccumulator: 0.1),
        _ => new SignDescent(0.02f),
    };

    private sealed class SignDescent(double rate) : Optimizer("SignDescent", rate, 0, "last")
    {
        public Func<SignDescent, Optimizer>? Run { get; init; }

        public override Optimizer CreateRun() => Run is { } run ? run(this) : new SignDescent(LearningRate);

        protected override void Prepare(long step)
        {
        }

        protected override void Apply(Span<float> parameters, ReadOnlySpan<float> gradients, int begin, bool weightDecay)
        {
            Span<float> last = StateSlice(0, begin, parameters.Length);
            for (int i = 0; i < parameters.Length; i++)
            {
                last[i] = 0.5f * last[i] + MathF.Sign(gradients[i]);
                parameters[i] -= (float)LearningRate * last[i];
            }
        }
    }

    private sealed class Largest : ValueMetric
    {
        private double _largest = double.NegativeInfinity;
        private long _count;

        public Func<Largest, Metric>? Run { get; init; }

        public override string Name => "largest";

        public override bool HigherIsBetter => false;

        public override long Count => _count;

        public override double Value => _largest;

        public override Metric CreateRun() => Run is { } run ? run(this) : new Largest();

        public override void Reset() => _count = 0; // remembers the greatest of all epochs

        protected override void Accumulate(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
        {
            _count += predictions.Length;
            foreach (float value in predictions)
                _largest = Math.Max(_largest, value);
        }
    }

    // Halves the rate after every epoch that it was told of.
    private sealed class Worsened() : LearningRateSchedule(ScheduleUnit.Epoch)
    {
        private long _told;

        public Func<Worsened, LearningRateSchedule>? Run { get; init; }

        public override bool NeedsMetric => true;

        public override LearningRateSchedule CreateRun() => Run is { } run ? run(this) : new Worsened();

        public override void Observe(double metric) => _told++;

        public override IReadOnlyList<NamedScalar> ExportState() => [new("told", _told)];

        protected override double Rate(long index, double initial) => initial * Math.Pow(0.5, _told);
    }

    private sealed class StopAfter(int batches) : TrainingCallback
    {
        public int Seen { get; private set; }

        public override TrainingCallback CreateRun() => new StopAfter(batches);

        public override void OnBatchEnd(TrainingContext context)
        {
            if (++Seen == batches)
                context.StopTraining();
        }
    }
}
