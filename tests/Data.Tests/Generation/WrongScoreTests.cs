using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>What a model scores that no token can be chosen by is the same error in every way of writing.</summary>
public class WrongScoreTests
{
    [Theory]
    [InlineData(float.NaN, "Logit 1 is NaN. Did training diverge?")]
    [InlineData(float.PositiveInfinity, "Did training diverge?")]
    [InlineData(float.NegativeInfinity, "no token is left to draw")]
    public void It_is_named(float score, string words)
    {
        float rest = float.IsNegativeInfinity(score) ? score : 0;
        var model = new Constant([rest, score, rest]);
        Says(words, () => model.Search([0]));
        Says(words, () => model.Search([0], new BeamOptions { Beams = 1, MaxTokens = 1 }));
        Says(words, () => model.Generate([0], new TokenSampler(3), 5).MoveNext());
        Says(words, () => model.Generate([0], new TokenSampler(3, new SamplingOptions { Temperature = 0 }), 5).MoveNext());
    }

    [Fact]
    public void Where_all_tokens_are_suppressed_none_is_left()
    {
        var model = new Constant([0, 1, 2]);
        Says("no token is left to draw", () => model.Search([0], new BeamOptions { Suppressed = [0, 1, 2] }));
        Says(
            "no token is left to draw",
            () => model.Generate([0], new TokenSampler(3, new SamplingOptions { Suppressed = [0, 1, 2] }), 5).MoveNext());
    }

    [Fact]
    public void What_was_found_before_all_was_ruled_out_is_given()
    {
        var model = new Constant([1, 0, float.NegativeInfinity]) { LastStep = 2 };
        BeamHypothesis found = Assert.Single(model.Search([0], new BeamOptions { Beams = 2, EndToken = 1, MaxTokens = 9 }));
        Assert.Equal((true, 0), (found.Ended, found.Tokens.Count));
    }

    [Fact]
    public void No_list_and_an_end_outside_the_vocabulary_are_errors()
    {
        const string words = "Suppressed is null. Give an empty list for none.";
        Says(words, () => _ = new TokenSampler(3, new SamplingOptions { Suppressed = null! }));
        Says(words, () => new Constant([0, 1, 2]).Search([0], new BeamOptions { Suppressed = null! }));
        Says(
            "endToken is 3; ids lie between 0 and 2. Leave it null for none.",
            () => new Constant([0, 1, 2]).Generate([0], new TokenSampler(3), 5, endToken: 3));
    }

    private static void Says(string words, Action act) =>
        Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);

    // The same scores at every step up to the last one, and then none; its state is the number of steps.
    private sealed class Constant(float[] scores) : INextTokenModel<int[]>
    {
        public int Vocabulary => scores.Length;

        public int LastStep { get; init; } = int.MaxValue;

        public int[] CreateState() => [0];

        public void Reset(int[] state) => state[0] = 0;

        public void Copy(int[] source, int[] destination) => destination[0] = source[0];

        public void Step(int[] state, int token, Span<float> logits)
        {
            if (state[0]++ < LastStep - 1)
                scores.CopyTo(logits);
            else
                logits.Fill(float.NegativeInfinity);
        }
    }
}
