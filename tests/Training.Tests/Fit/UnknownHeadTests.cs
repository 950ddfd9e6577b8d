using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// Targets of a head that the model does not have are refused wherever targets are read, with its name and those that exist.
/// </summary>
public class UnknownHeadTests
{
    private const string Said = "'mood'; TinyRegression has 'head'.";

    private static readonly SequenceSet Good = Sets.Regression(6, 3, 6), Set = Good.WithClasses([0, 1, 0, 1, 1, 0], "mood");

    public static TheoryData<string> Names => [.. Readers.Keys];

    private static readonly Dictionary<string, Action<TinyRegression>> Readers = new()
    {
        ["Fit"] = model => model.Fit(Set, new FitOptions { Epochs = 1 }),
        ["Validation"] = model => model.Fit(Good, new FitOptions { Epochs = 1, Validation = Set }),
        ["Evaluate"] = model => model.Evaluate(Set),
        ["EvaluateByGroup"] = model => model.EvaluateByGroup(Set, ["a", "a", "b", "b", "c", "c"]),
        ["FindLearningRate"] = model => model.FindLearningRate(Set, new FitOptions()),
        ["Fit of a source"] = model => model.Fit(new SetSource(Set, 4), new FitOptions { Epochs = 1 }),
        ["ValidationSource"] = model => model.Fit(Good, new FitOptions { Epochs = 1, ValidationSource = new SetSource(Set, 4) }),
        ["Evaluate of a source"] = model => model.Evaluate(new SetSource(Set, 4)),
        ["GradientNorms"] = model => model.GradientNorms(Set),
        ["GradientCheck"] = model => GradientCheck.Run(model, Set),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_refused(string reader)
    {
        var model = new TinyRegression(1);
        float[] before = model.Parameters.ToArray();
        Assert.Contains(
            Said, Assert.Throws<ArgumentException>(() => Readers[reader](model)).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.ToArray());
    }

    [Fact]
    public void Are_left_out_with_their_weights()
    {
        SequenceSet with = Set.WithWeights([1, 2, 1, 1, 1, 1]).WithWeights([0, 1, 1, 1, 1, 1], "mood");
        SequenceSet without = with.WithoutTargets("mood");
        Assert.True(new TinyRegression(1).Fit(without, new FitOptions { Epochs = 1 }).Updates > 0);
        Assert.Equal((1, 2, true), (without.HeadCount, with.HeadCount, without.HasWeights));
        Assert.Equal((2, 0), (without.Weight(1, head: "mood"), with.Weight(0, head: "mood")));
        Assert.False(Set.WithWeights([0, 1, 1, 1, 1, 1], "mood").WithoutTargets("mood").HasWeights);
        Assert.Contains(
            "it has 'head', 'mood'", Assert.Throws<ArgumentException>(() => Set.WithoutTargets("moods")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Do_not_matter_where_no_targets_are_read()
    {
        var model = new TinyRegression(1);
        Assert.Equal(model.Predict(Good), model.Predict(Set));
        Assert.Equal(model.Trace(Good)[0].Hidden, model.Trace(Set)[0].Hidden);
    }
}
