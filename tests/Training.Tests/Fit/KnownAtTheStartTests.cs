using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// What can be known before the first batch is said before it, with the set's own places. It was found after batches, or epochs, had been
/// trained, as a place in a shuffled batch, and the best weights were lost.
/// </summary>
public class KnownAtTheStartTests
{
    private const int Ignored = -100;

    [Fact]
    public void A_schedule_shorter_than_the_training_is_refused()
    {
        FitOptions options = new() { Epochs = 5, BatchSize = 2, Schedule = new OneCycle(1e-2f, 11) };
        Refuses("of the 20", new TinyRegression(1), Sets.Regression(8), options);
        Refuses(
            "of the 20", new TinyRegression(1), Sets.Regression(8),
            options with { Schedule = new LinearWarmup(3, new OneCycle(1e-2f, 11)) });
        Refuses(
            "of the 2147483647", new TinyRegression(1), Sets.Regression(8),
            options with { Epochs = int.MaxValue, Schedule = new OneCycle(1e-2f, 1 << 20, unit: ScheduleUnit.Epoch) });
        Assert.Equal(20, new TinyRegression(1).Fit(Sets.Regression(8), options with { Schedule = new OneCycle(1e-2f, 20) }).Updates);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_class_out_of_range_is_named_by_its_place_in_the_set(bool validation)
    {
        int[] classes = new int[1000];
        classes[900] = 3;
        SequenceSet bad = Sets.Tokens(1000, 12, 2, 4).WithClasses(classes), good = Sets.Classification(40);
        FitOptions options = new() { Epochs = 1, BatchSize = 8, Validation = validation ? bad : good };
        Refuses("example 900", new FrozenEmbedding(1), validation ? good : bad, options);
        Refuses("class 3", new FrozenEmbedding(1), validation ? good : bad, options);
        Assert.Contains(
            "example 900", Assert.Throws<ArgumentException>(() => new FrozenEmbedding(1).Evaluate(bad)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tag_out_of_range_is_named_by_its_place_in_the_set()
    {
        SequenceSet set = Sets.Tokens(30, 12, 5, 5);
        int[] tags = new int[150];
        tags[(20 * 5) + 3] = 5;
        Refuses("example 20, position 3: class 5", new CrfTagger(1), set.WithStepClasses(tags), new() { BatchSize = 4 });
    }

    [Theory]
    [InlineData(7f)]
    [InlineData(-3f)]
    public void A_label_is_yes_or_no_or_a_probability(float target)
    {
        float[] targets = new float[40];
        (targets[0], targets[26]) = (0.5f, target);
        SequenceSet set = Sets.Features(10, 3, 4, 4).WithValues(targets, 4);
        Refuses("sequence 6, label 2", new LabelModel(1), set, new());
        LabelModel.Workspace own = new LabelModel(1).CreateWorkspace(training: true);
        own.Begin(2, 3, [1, 3]);
        Assert.Contains(
            "targets[1, 2]", Assert.Throws<ArgumentException>(() => own.Heads[0].SetTargets([0, 1, 0, 1, 0, 0, target, 0])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_of_a_loop_of_ones_own_names_the_sets_sequence_too()
    {
        int[] classes = new int[1000];
        classes[900] = 3;
        SequenceSet set = Sets.Tokens(1000, 12, 2, 4).WithClasses(classes);
        var model = new FrozenEmbedding(1);
        FrozenEmbedding.Workspace workspace = model.CreateWorkspace(training: true);
        workspace.Load(set, [3, 900, 7]);
        model.Forward(workspace);
        Assert.Contains("sequence 900", Assert.Throws<ArgumentException>(() => model.Loss(workspace)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_CTC_target_longer_than_its_row_is_named_with_both_lengths()
    {
        SequenceSet set = Sets.Features(3, 3, 4, 4);
        Refuses("sequence 2: 5 labels need 5 steps, but there are 4", new CtcModel(1), set.WithLabels([[1], [2], [1, 2, 1, 2, 3]]), new());
        Refuses("ZeroInfinity", new CtcModel(1), set.WithLabels([[1], [1, 1, 2, 2], []]), new()); // equal neighbours need a blank between
        Refuses("sequence 1, label 0 is 0", new CtcModel(1), set.WithLabels([[1], [0], []]), new());
        Refuses("sequence 1: 4 labels", new CtcModel(1), set.WithLabels([[1], [2], []]), new()
        {
            Validation = set.WithLabels([[1], [1, 1, 2, 2], []])
        });
        new CtcModel(1).Fit(set.WithLabels([[1], [1, 1, 2], [1, 2, 1, 2]]), new() { Epochs = 1 });
    }

    [Fact]
    public void A_metric_that_does_not_fit_is_refused()
    {
        SequenceSet tagged = Sets.Tokens(4, 12, 3, 3).WithStepClasses(new int[12]);
        Refuses("texts for 3 labels", new CrfTagger(1), tagged, new() { Validation = tagged, Metrics = [new EntityF1("O", "B-A", "I-A")] });
        SequenceSet values = Sets.Regression(4);
        Refuses("roc_auc: head 'head', sequence 0", new TinyRegression(1), values, new() { Validation = values, Metrics = [new RocAuc()] });
        Refuses(
            "but the metric takes values from 0 to 1", new TinyRegression(1), values,
            new() { Validation = values, Metrics = [new BinaryAccuracy()] });
        Refuses("r2", new TinyRegression(1), values, new() { Validation = values, Metrics = [new RSquared(3)] });
    }

    [Fact]
    public void What_is_missing_in_the_options_is_named_with_its_place()
    {
        SequenceSet set = Sets.Regression(4);
        Refuses("Callbacks has null at place 1", new TinyRegression(1), set, new() { Callbacks = [new Callback(), null!] });
        Refuses("Callbacks is null", new TinyRegression(1), set, new() { Callbacks = null! });
        Refuses("Metrics has null at place 0", new TinyRegression(1), set, new() { Validation = set, Metrics = [null!] });
        Refuses("Metrics has null at place 0", new TinyRegression(1), set, new()
        {
            Validation = set, Metrics = [new HeadMetric("head", null!)]
        });
        Refuses("Frozen has null", new TinyRegression(1), set, new() { Frozen = [null!] });
        Refuses("ClassWeights has null", new TinyRegression(1), set, new()
        {
            ClassWeights = new Dictionary<string, float[]> { ["head"] = null! }
        });
    }

    [Fact]
    public void Sequences_and_targets_that_are_too_short_are_named()
    {
        SequenceSet set = SequenceSet.FromFeatures([new float[12], new float[6], new float[9]], 3).WithValues(new float[6], 2);
        Refuses("Sequence 1 has 2 steps", new ValidConvolution(1), set, new() { BatchSize = 1 });
        SequenceSet tagged = Sets.Tokens(3, 12, 6, 6);
        Refuses(
            "sequence 0, which has targets at 2", new PairTagger(1),
            tagged.WithStepClasses([new int[2], new int[2], new int[2]], stepsPerTarget: 3), new());
    }

    public static TheoryData<string> Ignoring() => ["tagging", "crf", "classes", "language model"];

    [Theory]
    [MemberData(nameof(Ignoring))]
    public void What_is_left_out_of_the_loss_is_left_out_of_every_metric(string kind)
    {
        SequenceSet tokens = Sets.Tokens(6, 12, 4, 4), features = Sets.Features(6, 3, 4, 4);
        (IRecurrentModel model, SequenceSet set, int classes) = kind switch
        {
            "tagging" => ((IRecurrentModel)new StepClassifier(1), features.WithStepClasses(Left(24, 4)), 4),
            "crf" => (new CrfTagger(1), tokens.WithStepClasses(Left(24, 5)), 5),
            "classes" => (new FrozenEmbedding(1), tokens.WithClasses(Left(6, 3)), 3),
            _ => (new TokenModel(1), tokens.WithStepClasses(Left(24, 12)), 12),
        };
        List<HeadMetric> metrics =
        [
            new Accuracy(classes), new F1(classes), new Precision(classes), new Recall(classes), new TopKAccuracy(2, classes),
            new Perplexity(classes), new BitsPerCharacter(classes),
        ];
        if (kind is "tagging" or "crf")
            metrics.Add(new EntityF1([.. new[] { "O", "B-A", "I-A", "B-B", "I-B" }.Take(classes)]));
        History history = model.Fit(set.Take(..3), new() { Epochs = 2, BatchSize = 2, Validation = set, Metrics = metrics });
        int counted = Enumerable.Range(0, 6).Sum(i => set.Targets().Classes(i).Length - set.Targets().Classes(i).Count(Ignored));
        Assert.All(history.Metrics, metric => Assert.Equal(counted, metric.Metric.Count));
        Assert.All(history.Epochs, epoch => Assert.True(double.IsFinite(epoch.TrainLoss) && double.IsFinite(epoch.ValidationLoss!.Value)));
    }

    [Fact]
    public void Weights_of_the_best_epoch_outlive_an_exception()
    {
        var seen = new List<float[]>();
        var model = new TinyRegression(1);
        History? history = null;
        Assert.Throws<TimeoutException>(() => model.Fit(Sets.Regression(6), new FitOptions
        {
            Epochs = 300, BatchSize = 3, Optimizer = new Adam(0.05f), Validation = Sets.Regression(6, seed: 9),
            EarlyStopping = new(patience: 200),
            Callbacks = [new Callback { Epoch =
                (context, _) =>
                    { seen.Add(Weights.Copy(context.Model)); history =
                        context.History; if (seen.Count == 60) throw new TimeoutException(); } }],
        }));
        int best = Enumerable.Range(0, seen.Count).MinBy(i => history!.Epochs[i].ValidationLoss!.Value);
        Assert.NotEqual(59, best);
        Weights.AssertSameBits(seen[best], Weights.Copy(model));
    }

    private static int[] Left(int count, int classes)
    {
        int[] drawn = Sets.Classes(count, classes, 3);
        drawn[1] = drawn[count - 1] = drawn[count / 2] = Ignored;
        return drawn;
    }

    private static void Refuses(string words, IRecurrentModel model, SequenceSet set, FitOptions options)
    {
        float[] before = Weights.Copy(model);
        var error = Assert.ThrowsAny<ArgumentException>(() => model.Fit(set, options));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Weights.AssertSameBits(before, Weights.Copy(model));
    }
}
