using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// All ways of writing say the same of scores that mean nothing. Greedy writing wrote tokens that were suppressed, and the first token
/// where all scores were NaN.
/// </summary>
public class WritingErrorTests
{
    private const int Vocabulary = 9;

    private static readonly WritingOptions Options = new() { StartToken = Talks.Start, EndToken = Talks.End, MaxTokens = 4 };

    private readonly EncoderDecoder _pair = new(new BothWaysReader(1), new LuongWriter(2));

    private readonly SequenceSet _sources = SequenceSet.FromTokens(Talks.Questions);

    public static TheoryData<string> Ways => ["greedy", "drawn", "beams"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Where_no_token_is_left_that_is_said(string way) => Says(
        "All logits are negative infinity or suppressed: no token is left to draw. Rule fewer tokens out.",
        Of(way) with { Suppressed = [.. Enumerable.Range(0, Vocabulary)] });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Scores_that_are_no_numbers_are_not_written_from(string way)
    {
        foreach (ParameterInfo info in _pair.Parameters.Description.Parameters)
            _pair.Parameters.Update(info.Name, values => values.Fill(float.NaN));
        Says("Logit 0 is NaN. Did training diverge?", Of(way));
        Says("Logit 0 is NaN. Did training diverge?", Of(way) with { Suppressed = [0] });
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_is_suppressed_is_not_written(string way)
    {
        int[] left = [2, 5, 6];
        int[] suppressed = [.. Enumerable.Range(0, Vocabulary).Except(left)];
        foreach (WrittenText text in _pair.Write(_sources, Of(way) with { Suppressed = suppressed }))
        {
            Assert.All(text.Tokens, token => Assert.Contains(token, left));
            Assert.True(double.IsFinite(text.LogProbability));
        }
    }

    [Fact]
    public void Options_that_no_memory_holds_or_that_are_missing_are_named()
    {
        Says("Suppressed is null. Give an empty list for none.", Options with { Suppressed = null! });
        Says("Beams", Options with { Beams = int.MaxValue });
    }

    private static WritingOptions Of(string way) => way switch
    {
        "drawn" => Options with { Sampler = new TokenSampler(Vocabulary) },
        "beams" => Options with { Beams = 3 },
        _ => Options,
    };

    private void Says(string words, WritingOptions options) => Assert.Contains(
        words, Assert.ThrowsAny<ArgumentException>(() => _pair.Write(_sources, options)).Message, StringComparison.Ordinal);
}
