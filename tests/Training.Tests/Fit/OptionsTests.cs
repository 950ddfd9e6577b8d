using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>What does not fit together is said before anything is computed.</summary>
public class OptionsTests
{
    public static TheoryData<string, FitOptions> Wrong() => new()
    {
        { "Epochs", new() { Epochs = 0 } },
        { "BatchSize", new() { BatchSize = 0 } },
        { "ClipNorm", new() { ClipNorm = 0 } },
        { "EarlyStopping", new() { EarlyStopping = new() } },
        { "Metrics", new() { Metrics = [new Mse()] } },
        { "Schedule", new() { Schedule = new ReduceOnPlateau() } },
        { "Shuffle", new() { CarryState = true } },
        { "DropLast", new() { CarryState = true, Shuffle = false, BatchSize = 4 } },
        { "TruncatedSteps", new() { TruncatedSteps = 2 } },
        { "EarlyStopping", new() { EarlyStopping = new(metric: "mae"), Validation = Sets.Regression(2), Metrics = [new Mse()] } },
        { "accuracy", new() { Validation = Sets.Regression(2), Metrics = [new Accuracy(3)] } },
        { "tags", new() { Validation = Sets.Regression(2), Metrics = [new HeadMetric("tags", new Mse())] } },
        { "twice", new() { Validation = Sets.Regression(2), Metrics = [new Mse(), new Mse()] } },
        { "ClassWeights", new() { ClassWeights = new Dictionary<string, float[]> { ["x"] = [1] } } },
        { "ClassWeights has 1 weights for head 'head', whose loss has no classes", new()
        {
            ClassWeights = new Dictionary<string, float[]> { ["head"] = [1] }
        } },
        { "Shards is 2147483647", new() { Shards = int.MaxValue } },
        { "Give at most 40", new() { Shards = 41, BatchSize = 40 } },
        { "Give at most 16", new() { Shards = 17, BatchSize = 4 } },
        { "Give at most 65536", new() { Shards = int.MaxValue, BatchSize = int.MaxValue } },
        { "Checkpoint.Path is '  '", new() { Checkpoint = new() { Path = "  " } } },
        { "Checkpoint.Path is null", new() { Checkpoint = new() { Path = null! } } },
        { "folder", new() { Checkpoint = new() { Path = "no/such/folder/run.safetensors" } } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_option_that_makes_no_sense_is_named(string name, FitOptions options)
    {
        var model = new TinyRegression(1);
        float[] before = Weights.Copy(model);
        var error = Assert.ThrowsAny<ArgumentException>(() => model.Fit(Sets.Regression(6), options));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Weights.AssertSameBits(before, Weights.Copy(model));
    }

    [Fact]
    public void Settings_are_what_was_given_and_have_the_documented_defaults()
    {
        var stopping = new EarlyStopping();
        Assert.Equal((5, 0.0, null, true), (stopping.Patience, stopping.MinDelta, stopping.Metric, stopping.RestoreBest));
        stopping = new EarlyStopping(3, 0.25, "accuracy", restoreBest: false);
        Assert.Equal((3, 0.25, "accuracy", false), (stopping.Patience, stopping.MinDelta, stopping.Metric, stopping.RestoreBest));
        Assert.Equal((0.999, false), (new WeightAverage().Decay, new WeightAverage().WarmUp));
        Assert.Equal((0.5, true), (new WeightAverage(0.5, warmUp: true).Decay, new WeightAverage(0.5, warmUp: true).WarmUp));
        Assert.Equal(0.5, new ExponentialMovingAverage(3, 0.5).Decay);
    }

    [Fact]
    public void Class_weights_that_do_not_fit_their_head_are_named()
    {
        Check("names head 'x'; FrozenEmbedding has 'head'", new() { ["x"] = [1, 1, 1] });
        Check("has 2 weights for head 'head' of 3 outputs. Give one for each.", new() { ["head"] = [1, 2] });
        Check("has -1 for output 1 of head 'head'", new() { ["head"] = [1, -1, 1] });
        Check("has NaN for output 2 of head 'head'", new() { ["head"] = [1, 1, float.NaN] });
        Check(null, new() { ["head"] = [] });

        static void Check(string? words, Dictionary<string, float[]> weights)
        {
            SequenceSet set = Sets.Tokens(6, 12, 4, 4).WithClasses([0, 1, 2, 0, 1, 2]);
            Action fit = () => new FrozenEmbedding(1).Fit(set, new FitOptions { Epochs = 1, ClassWeights = weights });
            if (words is null)
                fit();
            else
                Assert.StartsWith("ClassWeights " + words, Assert.Throws<ArgumentException>(fit).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Data_that_the_model_does_not_read_are_an_error()
    {
        var model = new TinyRegression(1);
        Check("token", Sets.Classification(3));
        Check("3 features", Sets.Features(3, 2, 2, 2).WithValues(new float[6], 2));
        Check("'head'", Sets.Features(3, 3, 2, 2));
        Check("'head'", Sets.Features(3, 3, 2, 2).WithValues(new float[6], 2, "other"));
        Check("declared for 2 values", Sets.Features(3, 3, 2, 2).WithValues(new float[3], 1));
        Check("StepValues", Sets.Features(3, 3, 2, 2).WithStepValues(new float[12], 2));
        Check("no sequences", Sets.Regression(3).Take(..0));

        void Check(string words, SequenceSet set) =>
            Assert.Contains(
                words, Assert.ThrowsAny<ArgumentException>(() => model.Fit(set, new FitOptions())).Message, StringComparison.Ordinal);
    }
}
