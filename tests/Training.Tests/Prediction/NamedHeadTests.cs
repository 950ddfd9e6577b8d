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
