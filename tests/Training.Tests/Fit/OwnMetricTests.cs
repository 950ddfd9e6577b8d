using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Metrics that a program defines, for every kind of head.</summary>
public class OwnMetricTests
{
    [Fact]
    public void Sequences_are_what_the_head_decodes()
    {
        SequenceSet set = Sets.Features(9, 3, 2, 6);
        int[] tags = Sets.Classes((int)set.TotalSteps, 4, 3);
        (tags[2], tags[7]) = (-100, -100);
        SequenceSet steps = set.WithStepClasses(tags);
        var model = new StepClassifier(1);
        var gathered = new Gathered();
        double accuracy =
            model.Evaluate(
                steps, [new HeadMetric("head", new Accuracy(4)), new HeadMetric(null, gathered)], batchSize: 4).Metrics["head.accuracy"];
        Assert.Equal(9, gathered.Pairs.Count);
        Assert.Equal(accuracy, gathered.Value, 1e-12);
        Assert.Equal(steps.TotalSteps - 2, gathered.Count);
        Assert.Equal(
            Texts(9, i => steps.Targets().Classes(i).ToArray().Where(tag => tag != -100)),
            gathered.Pairs.Select(pair => string.Join(' ', pair.Targets)).Order());

        var one = new Gathered();
        SequenceSet texts = Sets.Classification(7);
        Evaluation ofClass = new DropoutClassifier(1).Evaluate(texts, [new HeadMetric("head", new Accuracy(3)), new HeadMetric(null, one)]);
        Assert.Equal(ofClass.Metrics["head.accuracy"], one.Value, 1e-12);
        Assert.All(one.Pairs, pair => Assert.Equal((1, 1), (pair.Predicted.Length, pair.Targets.Length)));
    }

    [Fact]
    public void A_plain_metric_is_that_of_the_only_head()
    {
        var metric = new Mae();
        Assert.Equal(new HeadMetric(null, metric), HeadMetric.FromMetric(metric));
        HeadMetric converted = metric;
        Assert.Equal(HeadMetric.FromMetric(metric), converted);
        Assert.Equal(("mae", "amount.mae"), (converted.Name, new HeadMetric("amount", metric).Name));
        SequenceSet set = Sets.Regression(5);
        Assert.Equal(
            new TinyRegression(1).Evaluate(set, [new HeadMetric("head", new Mae())]).Metrics["head.mae"],
            new TinyRegression(1).Evaluate(set, [HeadMetric.FromMetric(new Mae())]).Metrics["mae"]);
    }

    [Fact]
    public void Labels_are_what_is_decoded_without_blanks()
    {
        SequenceSet set = Sets.Features(5, 3, 6, 9).WithLabels([[1, 2], [3], [], [2, 2], [1, 3, 1]]);
        var model = new CtcModel(1);
        var own = new Gathered();
        model.Evaluate(set, [own], batchSize: 2);
        Assert.Equal(
            Texts(5, i => [.. set.Targets().Classes(i), -1, .. model.Decode(set.Features(i))]),
            own.Pairs.Select(pair => string.Join(' ', [.. pair.Targets, -1, .. pair.Predicted])).Order());
    }

    [Fact]
    public void A_path_is_that_of_the_crf()
    {
        SequenceSet set = Sets.Tokens(6, 12, 2, 5);
        set = set.WithStepClasses(Sets.Classes((int)set.TotalSteps, 5, 4));
        var model = new CrfTagger(1);
        var own = new Gathered();
        model.Evaluate(set, [own], batchSize: 3);
        Assert.Equal(
            Texts(6, i => [.. set.Targets().Classes(i), -1, .. model.Decode(set.Tokens(i))]),
            own.Pairs.Select(pair => string.Join(' ', [.. pair.Targets, -1, .. pair.Predicted])).Order());
    }

    [Fact]
    public void Outputs_are_what_Predict_gives()
    {
        SequenceSet set = Sets.Regression(5, 2, 6);
        var model = new TinyRegression(1);
        var own = new Outputs();
        model.Evaluate(set, [own], batchSize: 2);
        Assert.Equal(5, own.Pairs.Count);
        for (int i = 0; i < 5; i++)
        {
            (float[] given, _) = Assert.Single(own.Pairs, pair => pair.Targets.AsSpan().SequenceEqual(set.Targets().Values(i)));
            Assert.Equal(model.Predict(set.Features(i)).ToArray(), given, (a, b) => Math.Abs(a - b) < 1e-5);
        }
    }

    [Fact]
    public void They_can_be_watched_by_Fit()
    {
        SequenceSet set = Sets.Classification(12);
        History history = new DropoutClassifier(1).Fit(set, new FitOptions
        {
            Epochs = 2, Validation = set, Metrics = [new Gathered()], EarlyStopping = new(3, metric: "gathered")
        });
        Assert.Equal(12, ((SequenceMetric)history.Metrics[0].Metric).Count);
        Assert.InRange(history.Epochs[1].Metrics["gathered"], 0, 1);
    }

    [Fact]
    public void A_head_of_another_kind_is_refused()
    {
        Assert.Contains(
            "gathered cannot measure head 'head'",
            Assert.Throws<ArgumentException>(() => new TinyRegression(1).Evaluate(Sets.Regression(3), [new Gathered()])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "outputs cannot measure head 'head'",
            Assert.Throws<ArgumentException>(() => new DropoutClassifier(1).Evaluate(Sets.Classification(3), [new Outputs()])).Message,
            StringComparison.Ordinal);
    }

    // Within a batch rows come in an order of their own.
    private static IEnumerable<string> Texts(int count, Func<int, IEnumerable<int>> of) =>
        Enumerable.Range(0, count).Select(i => string.Join(' ', of(i))).Order();

    private sealed class Gathered : SequenceMetric
    {
        private long _right, _count;

        public List<(int[] Predicted, int[] Targets)> Pairs { get; } = [];

        public override string Name => "gathered";

        public override bool HigherIsBetter => true;

        public override long Count => _count;

        public override double Value => (double)_right / _count;

        public override Metric CreateRun() => new Gathered();

        public override void Reset()
        {
            (_right, _count) = (0, 0);
            Pairs.Clear();
        }

        protected override void Accumulate(ReadOnlySpan<int> predicted, ReadOnlySpan<int> targets)
        {
            Pairs.Add((predicted.ToArray(), targets.ToArray()));
            _count += targets.Length;
            for (int i = 0; i < Math.Min(predicted.Length, targets.Length); i++)
                _right += predicted[i] == targets[i] ? 1 : 0;
        }
    }

    private sealed class Outputs : OutputMetric
    {
        public List<(float[] Given, float[] Targets)> Pairs { get; } = [];

        public override string Name => "outputs";

        public override bool HigherIsBetter => true;

        public override long Count => Pairs.Count;

        public override double Value => Pairs.Count;

        public override Metric CreateRun() => new Outputs();

        public override void Reset() => Pairs.Clear();

        protected override void Accumulate(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets) =>
            Pairs.Add((outputs.ToArray(), targets.ToArray()));
    }
}
