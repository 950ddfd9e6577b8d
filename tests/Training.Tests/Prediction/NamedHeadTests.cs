using Xunit;

namespace LstmGen.Training.Tests.Prediction;

/// <summary>Errors of a prediction name its parameters as the model has them.</summary>
public sealed class NamedHeadTests
{
    [Fact]
    public void The_output_of_a_named_head_is_named()
    {
        var model = new MoodReader();
        ArgumentException error = Assert.Throws<ArgumentException>(() => model.Predict([1f, 2f, 3f, 4f], 2, new float[3]));
        Assert.Equal("moodOutputs", error.ParamName);
        Assert.StartsWith("moodOutputs has room for 3 values; head 'mood' gives 4", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void The_input_is_named_where_it_is_no_whole_number_of_steps(int length)
    {
        var model = new TinyRegression(1); // 3 features
        float[] input = new float[length + 1];
        Assert.Equal("sequence", Named(() => model.Predict(input)));
        Assert.Equal("sequences", Named(() => model.Predict(input, 1, new float[2])));
        Assert.Equal("sequence", Named(() => new TokenModel(1).Predict([])));

        string? Named(Action act)
        {
            ArgumentException error = Assert.Throws<ArgumentException>(act);
            Assert.StartsWith(error.ParamName + " has ", error.Message, StringComparison.Ordinal);
            return error.ParamName;
        }
    }

    [Fact]
    public void A_batch_of_none_is_named()
    {
        SequenceSet set = SequenceSet.FromFeatures([[1f, 2f]], 1);
        Assert.Equal("batchSize", Assert.Throws<ArgumentOutOfRangeException>(() => new MoodReader().Predict(set, batchSize: 0)).ParamName);
    }

    [Fact]
    public void A_metric_that_is_null_is_named()
    {
        SequenceSet set = SequenceSet.FromFeatures([[1f, 2f]], 1).WithClasses([1], "mood");
        ArgumentException error = Assert.Throws<ArgumentException>(() => new MoodReader().Evaluate(set, [null!]));
        Assert.StartsWith("metrics[0] is null.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_sequence_and_a_batch_give_the_same()
    {
        var model = new MoodReader();
        float[] outputs = new float[4];
        model.Predict([1f, 2f, 3f, 4f], 2, outputs);
        Assert.Equal(outputs[..2], model.Predict([1f, 2f]).ToArray());
        Assert.Equal(outputs[2..], model.Predict([3f, 4f]).ToArray());
        Assert.Equal(1f, outputs[0] + outputs[1], 1e-6f);
    }
}

/// <summary>One head, with a name of its own.</summary>
[RecurrentModel]
[Features(1)]
[Lstm(4)]
[Classification(2, Name = "mood")]
public partial class MoodReader;
