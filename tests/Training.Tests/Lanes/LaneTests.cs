using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Data sets that threads predict and measure batch by batch: the bits do not depend on threads or batches.</summary>
public class LaneTests
{
    private static readonly Dictionary<string, (Func<IRecurrentModel> Model, SequenceSet Set)> Cases = new()
    {
        ["regression"] = (() => new TinyRegression(1), Sets.Regression(53, 3, 40)),
        ["dropout"] = (() => new DropoutClassifier(1), Sets.Classification(53, 3, 40)),
        ["steps"] = (() => new StepRegression(1), Sets.StepValues(53, 3, 40)),
        ["labels"] = (() => new LabelModel(1), Sets.Features(53, 3, 3, 40)
            .WithValues([.. Sets.Classes(53 * 4, 2, 3).Select(bit => (float)bit)], 4)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Predictions_of_a_set(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set) = Cases[name];
        IRecurrentModel model = create();
        float[][] one = On(1, 64);
        Assert.All(Enumerable.Range(0, set.Count), i => Assert.Equal(model.Predict(set.Subset([i]))[0], one[i]));
        foreach (int threads in (int[])[1, 2, 3, 8])
            foreach (int batch in (int[])[1, 7, 52, 53, int.MaxValue])
                Assert.Equal(one, On(threads, batch));

        float[][] On(int threads, int batch) =>
            DeterminismTests.Together(threads, () => model.Predict(set, batchSize: batch));
    }

    [Theory, MemberData(nameof(Names))]
    public void Losses_and_metrics(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set) = Cases[name];
        IRecurrentModel model = create();
        HeadMetric[] metrics = name is "dropout" ? [new(null, new Accuracy(3))] : [];
        foreach (int batch in (int[])[1, 7, 20, 53])
        {
            Evaluation one = On(1, batch);
            foreach (int threads in (int[])[2, 3, 8])
            {
                Evaluation several = On(threads, batch);
                Assert.Equal(one.Loss, several.Loss);
                Assert.Equal(one.Metrics, several.Metrics);
            }
        }

        Evaluation On(int threads, int batch) =>
            DeterminismTests.Together(threads, () => model.Evaluate(set, metrics, batch));
    }

    [Theory]
    [InlineData(64, 20, 16, 64)]                        // a small batch is computed by one thread
    [InlineData(64, 256, 16, 64)]
    [InlineData(64, 1024, 16, 16)]                      // of a larger one as many rows as stay small
    [InlineData(64, 1024, 2, 32)]                       // or a thread's share
    [InlineData(64, 100_000, 16, 4)]
    [InlineData(65, 100_000, 16, 5)]
    [InlineData(64, 100_000, 1, 64)]
    [InlineData(1, 100_000, 3, 1)]
    [InlineData(int.MaxValue, 1, 2, 1 << 30)]
    public void Threads_share_the_rows_of_a_large_batch(int rows, int steps, int threads, int most) =>
        Assert.Equal(most, PredictionLanes.RowsAtMost(rows, steps, threads));

    [Fact]
    public void Validation_with_weights_of_classes()
    {
        SequenceSet set = Sets.Classification(53, 3, 40), validation = Sets.Classification(41, 3, 40, seed: 9);
        double?[] one = On(1);
        Assert.All(one, loss => Assert.NotNull(loss));
        Assert.Equal(one, On(2));
        Assert.Equal(one, On(5));
        Assert.NotEqual(one, On(2, weighs: false));

        double?[] On(int threads, bool weighs = true) => DeterminismTests.Together(threads, () => new DropoutClassifier(1).Fit(set, new()
        {
            Epochs = 3, BatchSize = 8, Validation = validation, Seed = 2,
            ClassWeights = weighs ? new Dictionary<string, float[]> { ["head"] = [0.2f, 1, 3] } : null,
        }).Epochs.Select(epoch => epoch.ValidationLoss).ToArray());
    }
}
