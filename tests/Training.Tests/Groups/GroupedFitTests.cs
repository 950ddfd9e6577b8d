using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Trainings whose batches are computed in groups of rows.</summary>
public class GroupedFitTests
{
    private static readonly Dictionary<string, (Func<IRecurrentModel> Model, SequenceSet Set)> Cases = new()
    {
        ["regression"] = (() => new TinyRegression(1), Sets.Regression(70, 3, 40)),
        ["dropout"] = (() => new DropoutClassifier(1), Sets.Classification(70, 3, 40)),
        ["dropout behind a convolution"] = (() => new StridedDropout(1), Sets.Features(70, 3, 3, 40).WithValues(Sets.Values(70, 4))),
        ["dropout of attention"] = (() => new AttentionDropout(1), Sets.Features(70, 4, 3, 40).WithValues(Sets.Values(70, 4))),
        ["two heads"] = (() => new TwoHeads(1), Sets.Features(70, 3, 3, 40)
            .WithClasses(Sets.Classes(70, 3, 2), "kind").WithValues(Sets.Values(70, 4), 1, "amount")),
        ["weights"] = (() => new TinyRegression(1), Sets.Regression(70, 3, 40)
            .WithWeights([.. Enumerable.Range(0, 70).Select(i => i % 3 * 0.7f)])),
        ["tags"] = (() => new CrfTagger(1), Tagged()),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Have_the_same_bits_on_any_number_of_threads(string name)
    {
        (float[] weights, double[] losses) one = Train(1);
        foreach (int threads in (int[])[2, 3, 8])
        {
            (float[] weights, double[] losses) several = Train(threads);
            Weights.AssertSameBits(one.weights, several.weights);
            Assert.Equal(one.losses, several.losses);
        }

        (float[], double[]) Train(int threads) => DeterminismTests.Together(threads, () =>
        {
            (Func<IRecurrentModel> create, SequenceSet set) = Cases[name];
            IRecurrentModel model = create();
            History history = model.Fit(set, Options);
            return (Weights.Copy(model), history.Epochs.Select(epoch => epoch.TrainLoss).ToArray());
        });
    }

    [Theory, MemberData(nameof(Names))]
    public void Go_as_with_one_shard_of_all_rows(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set) = Cases[name];
        IRecurrentModel grouped = create(), whole = create();
        History own = grouped.Fit(set, Options), other = whole.Fit(set, Options with { Shards = 1 });
        Weights.AssertClose(Weights.Copy(whole), Weights.Copy(grouped), 2e-4f);
        for (int epoch = 0; epoch < own.Epochs.Count; epoch++)
            Assert.Equal(other.Epochs[epoch].TrainLoss, own.Epochs[epoch].TrainLoss, 1e-4);
    }

    [Fact]
    public void Go_on_from_a_checkpoint_with_the_same_bits()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            TinyRegression whole = new(1), first = new(1), second = new(2);
            SequenceSet set = Sets.Regression(70, 3, 40);
            whole.Fit(set, Options);
            FitOptions saved = Options with { Checkpoint = new() { Path = Path.Combine(folder, "run"), Resume = true } };
            first.Fit(set, saved with { Epochs = 1 });
            second.Fit(set, saved);
            Weights.AssertSameBits(whole, second);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_an_error_that_leaves_the_last_finite_weights()
    {
        TwoHeads model = new(1);
        SequenceSet set = Cases["two heads"].Set;
        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(
            () => model.Fit(set, Options with { Optimizer = new Sgd(1e30f), ClipNorm = null }));
        Assert.Equal(1, error.Epoch);
        Assert.All(Weights.Copy(model), weight => Assert.True(float.IsFinite(weight)));
    }

    private static FitOptions Options =>
        new() { Epochs = 3, BatchSize = 32, Optimizer = new AdamW(0.01f), ClipNorm = 1, Seed = 5 };

    private static SequenceSet Tagged()
    {
        SequenceSet set = Sets.Tokens(70, 12, 3, 40);
        return set.WithStepClasses(Sets.Classes((int)set.TotalSteps, 5, 3));
    }
}
