using Xunit;

namespace LstmGen.Training.Tests.Prediction;

/// <summary>
/// Where a score is NaN no tag is the likeliest, and none is given. What was wrong: the tags were there and meant nothing.
/// </summary>
public sealed class UndecidedTagTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void The_best_path_is_refused_where_any_tag_of_any_step_is_NaN(int tag)
    {
        var model = new CrfTagger(1);
        int[] tags = new int[6];
        model.Decode([1, 2, 3, 4, 5, 6], 2, [2, 3], tags);
        Spoil(model, tag);
        Refuses(() => model.Decode([1, 2, 3]), "for sequence 0 hold NaN");
        Refuses(() => model.Decode([1, 2, 3, 4, 5, 6], 2, [2, 3], tags), "for sequence");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void The_greatest_output_is_refused_where_one_is_NaN(int tag)
    {
        var model = new PairTagger(1);
        Assert.Equal(2, model.Decode([1, 2, 3, 4]).Length);
        Spoil(model, tag);
        Refuses(() => model.Decode([1, 2, 3, 4]), "for sequence 0 at step 0 hold NaN");
    }

    private static void Spoil(IRecurrentModel model, int tag) =>
        model.Parameters.Update($"{model.Description.Heads[0].Name}.bias", values => values[tag] = float.NaN);

    private static void Refuses(Action decode, string words)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(decode);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains("NonFinite.FirstIndex", error.Message, StringComparison.Ordinal);
    }
}
