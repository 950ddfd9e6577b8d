using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// Several batches that make one update give the gradient of one batch of all their sequences. It was a mean of means: a batch of 2 tagged
/// steps weighed as much as one of 30.
/// </summary>
public class AccumulationTests
{
    private const int Ignored = -100;

    public static TheoryData<string> Cases() =>
        ["values", "step values", "tags", "weighted tags", "tags with a CRF", "labels", "tokens", "CTC", "strided tags", "outputs",
            "two heads", "weighted classes", "pair"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Batches_of_one_update_weigh_by_what_their_loss_counts(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set, FitOptions? more) = Case(name);
        FitOptions options =
            (more ?? new FitOptions()) with { Epochs = 2, BatchSize = set.Count, Shuffle = false, Optimizer = new Sgd(0.5f),
                ClipNorm = 0.3f };
        float norm = 0, apart = 0;
        var expected = create();
        History one = Fit(expected, set, options with { Callbacks = [new Callback { Batch = context => norm = context.GradientNorm }] });
        foreach ((int batch, int batches) in new[] { (1, 99), (2, 3) })
        {
            IRecurrentModel actual = create();
            double sum = 0;
            History history = Fit(actual, set, options with
            {
                BatchSize = batch, AccumulateBatches = batches,
                Callbacks = [new Callback { Batch = context => (apart, sum) = (context.GradientNorm, sum + context.Loss) }],
            });
            Assert.Equal(2, history.Updates);
            Weights.AssertClose(Weights.Copy(expected), Weights.Copy(actual), 2e-6f);
            Assert.Equal(norm, apart, 1e-4f * Math.Max(norm, 1));
            Assert.All(one.Epochs.Zip(history.Epochs), pair => Assert.Equal(pair.First.TrainLoss, pair.Second.TrainLoss, 1e-5));
            Assert.True(double.IsFinite(sum));
        }
    }

    [Theory]
    [InlineData(31)]
    [InlineData(int.MaxValue)]
    public void Pieces_longer_than_any_sequence_are_whole_sequences(int truncated)
    {
        SequenceSet set = Sets.StepValues(5, 2, 31);
        FitOptions options = new() { Epochs = 2, Shuffle = false, BatchSize = 2, AccumulateBatches = 4 };
        StepRegression whole = new(1), pieces = new(1);
        var reports = new List<TrainingReport>();
        long updates = whole.Fit(set, options).Updates;
        FitOptions told = options with { TruncatedSteps = truncated, Progress = new Reports(reports) };
        Assert.Equal(updates, pieces.Fit(set, told).Updates);
        Weights.AssertSameBits(whole, pieces);
        Assert.NotEmpty(reports);
    }

    private sealed class Reports(List<TrainingReport> all) : IProgress<TrainingReport>
    {
        public void Report(TrainingReport value) => all.Add(value);
    }

    [Fact]
    public void Pieces_of_sequences_weigh_by_their_steps_too()
    {
        SequenceSet set = Sets.StepValues(5, 2, 31);
        FitOptions options = new() { Epochs = 2, Shuffle = false, Optimizer = new Sgd(0.5f), TruncatedSteps = 4, AccumulateBatches = 999 };
        var together = new StepRegression(1);
        var apart = new StepRegression(1);
        together.Fit(set, options with { BatchSize = 5 });
        Assert.Equal(2, apart.Fit(set, options with { BatchSize = 2 }).Updates);
        Weights.AssertClose(Weights.Copy(together), Weights.Copy(apart), 2e-6f);
    }

    [Fact]
    public void Two_tagged_steps_and_thirty_are_thirty_two()
    {
        SequenceSet set = Sets.Features(2, 3, 30, 30);
        int[] tags = Sets.Classes(60, 4, 3);
        tags.AsSpan(2, 28).Fill(Ignored);
        set = set.WithStepClasses(tags);
        var together = new StepClassifier(1);
        var apart = new StepClassifier(1);
        FitOptions options = new() { Epochs = 1, Shuffle = false, Optimizer = new Sgd(1f) };
        together.Fit(set, options with { BatchSize = 2 });
        double[] losses = new double[2];
        apart.Fit(set, options with
        {
            BatchSize = 1, AccumulateBatches = 2,
            Callbacks = [new Callback { Batch = context => losses[context.Batch - 1] = context.Loss }],
        });
        Weights.AssertClose(Weights.Copy(together), Weights.Copy(apart), 1e-6f);
        Assert.All(losses, loss => Assert.InRange(loss, 1, 2)); // each batch's own mean, about log 4
    }

    /// <summary>A model of a kind, with five sequences to train on (a pair: four).</summary>
    internal static (Func<IRecurrentModel> Create, SequenceSet Set, FitOptions? More) Case(string name)
    {
        SequenceSet features = Sets.Features(5, 3, 2, 30), two = Sets.Features(5, 2, 2, 30), tokens = Sets.Tokens(5, 12, 2, 30);
        switch (name)
        {
            case "values":
                return (() => new TinyRegression(1), Sets.Regression(5, 2, 30), null);
            case "step values":
                return (() => new StepRegression(1), Sets.StepValues(5, 2, 30), null);
            case "tags" or "weighted tags":
                return (() => new StepClassifier(1), features.WithStepClasses(Tags((int)features.TotalSteps, 4)),
                    Weighted(name, 0.5f, 2, 1, 3));
            case "tags with a CRF":
                return (() => new CrfTagger(1), tokens.WithStepClasses(Tags((int)tokens.TotalSteps, 5)), null);
            case "labels":
                return (() => new LabelModel(1), features.WithValues([.. Sets.Classes(20, 2, 3).Select(label => (float)label)], 4),
                    Weighted("weighted", 1, 2, 3, 4));
            case "tokens":
                return (() => new TokenModel(1), tokens.WithStepClasses(Tags((int)tokens.TotalSteps, 12)), null);
            case "CTC":
                return (() => new CtcModel(1), features.WithLabels([[1], [2], [], [3], [1]]), null);
            case "strided tags":
                int[][] halves = [.. Enumerable.Range(0, 5).Select(i => Sets.Classes(tokens.Length(i) / 2, 3, i))];
                return (() => new PairTagger(1), tokens.WithStepClasses(halves, stepsPerTarget: 2), null);
            case "outputs":
                return (() => new OutputModel(1), two.WithStepValues(Sets.Values((int)two.TotalSteps * 4, 3), 4), null);
            case "two heads":
                return (() => new TwoHeads(1),
                    features.WithClasses([0, Ignored, 2, Ignored, 1], "kind").WithValues(Sets.Values(5, 6), 1, "amount"), null);
            case "weighted classes":
                return (() => new FrozenEmbedding(1), tokens.WithClasses([0, 1, 2, 0, Ignored]), Weighted(name, 1, 5, 0.25f));
            default:
                return (() => new EncoderDecoder(new WordReader(1), new WordWriter(2)), Talks.Set, null);
        }
    }

    private static FitOptions? Weighted(string name, params float[] weights) =>
        name.StartsWith("weighted", StringComparison.Ordinal)
            ? new() { ClassWeights = new Dictionary<string, float[]> { ["head"] = weights } }
            : null;

    private static int[] Tags(int count, int tags)
    {
        int[] drawn = Sets.Classes(count, tags, 3), open = Sets.Classes(count, 3, 4);
        return [.. drawn.Zip(open, (tag, left) => left == 0 ? Ignored : tag)];
    }

    private static History Fit(IRecurrentModel model, SequenceSet set, FitOptions options) =>
        model is EncoderDecoder pair ? pair.Fit(set, options) : model.Fit(set, options);
}
