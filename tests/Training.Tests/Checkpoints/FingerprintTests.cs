using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// All that decides a run is known to a checkpoint, and nothing of the user's is asked outside of what the training will do. A schedule
/// with an end threw at the start of Fit; a pair resumed with another source; a model of the same class name and shapes but another loss
/// was taken for the same.
/// </summary>
public sealed class FingerprintTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    private string File => Path.Combine(_folder, "run.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static readonly SequenceSet Dev = YesOrNo(5);

    private static FitOptions Base => new()
    {
        Epochs = 2, BatchSize = 4, Optimizer = new Adam(1e-3f), Schedule = new CosineDecay(8), Validation = Dev,
        Metrics = [new BinaryAccuracy()],
        EarlyStopping = new(5), ClipNorm = 1, ClipValue = 1, Average = new(0.9), AccumulateBatches = 2, BucketBatches = 2,
    };

    private static readonly Dictionary<string, Func<FitOptions, FitOptions>> Changes = new()
    {
        ["BatchSize"] = o => o with { BatchSize = 2 },
        ["Shuffle"] = o => o with { Shuffle = false },
        ["Seed"] = o => o with { Seed = 1 },
        ["BucketBatches"] = o => o with { BucketBatches = 1 },
        ["DecayVectors"] = o => o with { DecayVectors = false },
        ["ParameterRules"] = o => o with { ParameterRules = [new("head.*") { RateFactor = 0.5 }] },
        ["Shards"] = o => o with { Shards = 4 },
        ["RecomputedSteps"] = o => o with { RecomputedSteps = 2 },
        ["DropLast"] = o => o with { DropLast = true },
        ["ClipNorm"] = o => o with { ClipNorm = 2 },
        ["ClipValue"] = o => o with { ClipValue = null },
        ["AccumulateBatches"] = o => o with { AccumulateBatches = 1 },
        ["Average"] = o => o with { Average = new(0.9, warmUp: true) },
        ["Frozen"] = o => o with { Frozen = ["head.bias"] },
        ["Validation"] = o => o with { Validation = YesOrNo(6) },
        ["3 sequences in 1 blocks"] = o => o with { Validation = null, ValidationSource = new SetSource(Dev, 4) },
        ["Metrics"] = o => o with { Metrics = [new BinaryAccuracy(0.4f)] },
        ["EarlyStopping"] = o => o with { EarlyStopping = new(4) },
        ["least 0.1"] = o => o with { EarlyStopping = new(5, minDelta: 0.1) },
        ["restores best"] = o => o with { EarlyStopping = new(5, restoreBest: false) },
        ["Optimizer is"] = o => o with { Optimizer = new AdamW(1e-3f) },
        ["Optimizer.LearningRate"] = o => o with { Optimizer = new Adam(2e-3f) },
        ["weight_decay"] = o => o with { Optimizer = new Adam(1e-3f, weightDecay: 0.1) },
        ["beta2"] = o => o with { Optimizer = new Adam(1e-3f, beta2: 0.9) },
        ["OptimizerState"] =
            o => o with { OptimizerState = new TinyRegression(1).Fit(Dev, new() { Optimizer = new Adam(1e-3f) }).OptimizerState },
        ["Schedule is"] = o => o with { Schedule = new CosineDecay(9) },
        ["minimum"] = o => o with { Schedule = new CosineDecay(8, 1e-4f) },
        ["per Step"] = o => o with { Schedule = new CosineDecay(8, unit: ScheduleUnit.Step) },
        ["'none' here"] = o => o with { Schedule = null },
    };

    private static SequenceSet YesOrNo(long seed) =>
        Sets.Features(3, 3, 4, 4, seed).WithValues([.. Sets.Classes(6, 2, seed).Select(yes => (float)yes)], 2);

    public static TheoryData<string> Names() => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_option_that_decides_a_run_is_a_member(string name)
    {
        SequenceSet set = Sets.Regression(10);
        FitOptions options = Base with { Checkpoint = new() { Path = File, Resume = true } };
        new TinyRegression(1).Fit(set, options);
        Refuses(name, new TinyRegression(1), set, Changes[name](options));
        Assert.NotNull(new TinyRegression(1).Fit(set, options).ResumedFrom);
    }

    [Fact]
    public void Every_option_is_either_a_member_or_known_to_decide_nothing()
    {
        // Those tested below by a case of their own, then those that decide nothing.
        string[] elsewhere = ["ClassWeights", "CarryState", "TruncatedSteps", "ShuffleSequences", "ResetStateEachEpoch"],
            nothing = ["Epochs", "ReadAheadBatches", "Callbacks", "Progress", "Distribution", "OverlapExchange", "CancellationToken",
                "Checkpoint"];
        string[] options = [.. typeof(FitOptions).GetProperties().Select(property => property.Name)
            .Where(name => name != "EqualityContract")];
        string[] changed = [.. options.Where(name => Changes.Values.Any(change =>
            !Equals(
                typeof(FitOptions).GetProperty(name)!.GetValue(change(Shared)), typeof(FitOptions).GetProperty(name)!.GetValue(Shared))))];
        Assert.Equal(options.Order(), changed.Concat(elsewhere).Concat(nothing).Order());
    }

    private static readonly FitOptions Shared = Base;

    [Fact]
    public void Class_weights_and_pieces_and_carried_states_are_members()
    {
        SequenceSet set = Sets.Features(4, 3, 6, 6).WithStepClasses(Sets.Classes(24, 4, 3));
        FitOptions options = new()
        {
            Epochs = 1, BatchSize = 2, Shuffle = false, TruncatedSteps = 3, CarryState = true,
            Checkpoint = new() { Path = File, Resume = true },
            ClassWeights = new Dictionary<string, float[]> { ["head"] = [1, 2, 3, 4] },
        };
        new StepClassifier(1).Fit(set, options);
        Refuses(
            "ClassWeights", new StepClassifier(1), set,
            options with { ClassWeights = new Dictionary<string, float[]> { ["head"] = [1, 2, 3, 5] } });
        Refuses("TruncatedSteps", new StepClassifier(1), set, options with { TruncatedSteps = 2 });
        Refuses("ResetStateEachEpoch", new StepClassifier(1), set, options with { ResetStateEachEpoch = true });
        Refuses("CarryState", new StepClassifier(1), set, options with { CarryState = false });
    }

    [Fact]
    public void The_declaration_and_all_of_the_data_are_members()
    {
        SequenceSet set = Sets.Regression(6);
        FitOptions options = new() { Epochs = 1, Checkpoint = new() { Path = File, Resume = true } };
        new TinyRegression(1).Fit(set, options);
        Refuses("LossKind=Huber", new Others.TinyRegression(1), set, options);
        Refuses("model is", Others.Zoneouts.Create(1), set, options);
        Refuses("training data", new TinyRegression(1), Sets.Regression(6, seed: 2), options);
        Refuses("training data", new TinyRegression(1), Sets.Features(6, 3, 4, 4).WithValues(Sets.Values(12, 7), 2), options);
        Refuses("training data", new TinyRegression(1), set.Take(..5), options);
    }

    [Fact]
    public void A_pair_does_not_resume_with_another_source()
    {
        SequenceSet set = SequenceSet.NextToken([.. Talks.Answers.Select(answer => (int[])[Talks.Start, .. answer])]);
        FitOptions options = new() { Epochs = 1, Checkpoint = new() { Path = File, Resume = true } };
        new EncoderDecoder(new WordReader(1), new WordWriter(2)).Fit(set.WithSource(SequenceSet.FromTokens(Talks.Questions)), options);
        int[][] other = [.. Talks.Questions.Select(question => (int[])[.. question])];
        other[2][0] ^= 1;
        Refuses(
            "training data", new EncoderDecoder(new WordReader(1), new WordWriter(2)), set.WithSource(SequenceSet.FromTokens(other)),
            options);
    }

    [Fact]
    public void What_decides_nothing_may_differ()
    {
        SequenceSet set = Sets.Regression(6);
        FitOptions options = new() { Epochs = 1, Checkpoint = new() { Path = File, Resume = true } };
        new TinyRegression(1).Fit(set, options);
        History history = new TinyRegression(5).Fit(set, options with
        {
            Epochs = 2, Callbacks = [new Callback()], Progress = new Progress<TrainingReport>(),
            Checkpoint = options.Checkpoint with { EveryBatches = 3 },
        });
        Assert.NotNull(history.ResumedFrom);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_schedule_with_an_end_may_end_with_the_training(bool warmUp)
    {
        SequenceSet set = Sets.Regression(8); // 4 updates an epoch
        var cycle = new OneCycle(1e-2f, warmUp ? 17 : 20);
        FitOptions options = new()
        {
            Epochs = 5, BatchSize = 2, Schedule = warmUp ? new LinearWarmup(3, cycle) : cycle,
            Checkpoint = new() { Path = File, Resume = true },
        };
        Assert.Equal(20, new TinyRegression(1).Fit(set, options).Updates);
        Assert.NotNull(new TinyRegression(1).Fit(set, options).ResumedFrom);
    }

    [Theory]
    [InlineData(ScheduleUnit.Step, 15)]
    [InlineData(ScheduleUnit.Epoch, 5)]
    public void A_schedule_of_ones_own_is_asked_only_for_what_the_training_makes(ScheduleUnit unit, int count)
    {
        SequenceSet set = Sets.StepValues(4, 9, 9); // 3 pieces of each of 2 batches, 2 an update
        var schedule = new Table(unit, count, 1);
        FitOptions options = new()
        {
            Epochs = 5, BatchSize = 2, TruncatedSteps = 3, AccumulateBatches = 2, Schedule = schedule,
            Checkpoint = new() { Path = File, Resume = true },
        };
        Assert.Equal(15, new StepRegression(1).Fit(set, options).Updates);
        Assert.NotNull(new StepRegression(1).Fit(set, options).ResumedFrom);
        Refuses("Schedule's rates", new StepRegression(1), set, options with { Schedule = new Table(unit, count, 2) });
        var error =
            Assert.Throws<ArgumentException>(
                () => new StepRegression(1).Fit(set, options with { Schedule = new Table(unit, count - 1, 1) }));
        Assert.Contains($"of the {count}", error.Message, StringComparison.Ordinal);
    }

    private static void Refuses(string words, IRecurrentModel model, SequenceSet set, FitOptions options)
    {
        float[] before = Weights.Copy(model);
        Exception error =
            Assert.Throws<ArgumentException>(() => model is EncoderDecoder pair ? pair.Fit(set, options) : model.Fit(set, options));
        Assert.Contains("comes from another run", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Weights.AssertSameBits(before, Weights.Copy(model));
    }

    private sealed class Table(ScheduleUnit unit, int count, int power) : LearningRateSchedule(unit)
    {
        private readonly double[] _rates = [.. Enumerable.Range(0, count).Select(at => Math.Pow(0.9, power * at))];

        protected override double Rate(long index, double initial) => initial * _rates[index];
    }
}
