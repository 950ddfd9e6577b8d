using Xunit;

namespace LstmGen.Data.Tests;

public class SyntheticTests
{
    [Fact]
    public void The_adding_problem_is_the_sum_of_the_marked_numbers()
    {
        var set = SyntheticSeries.AddingProblem(500, 11, 3);
        for (var i = 0; i < set.Count; i++)
        {
            var x = set.Features(i);
            float sum = 0, marks = 0, early = 0;
            for (var t = 0; t < 11; t++)
            {
                sum += x[2 * t] * x[2 * t + 1];
                marks += x[2 * t + 1];
                early += t < 5 ? x[2 * t + 1] : 0;
            }

            Assert.Equal((2f, 1f), (marks, early));
            Assert.Equal(sum, set.Targets().Values(i)[0]);
        }

        Assert.Equal(1.0 / 6, Enumerable.Range(0, 500).Average(i => Math.Pow(set.Targets().Values(i)[0] - 1, 2)), 0.03);
    }

    [Fact]
    public void Arithmetic_sequences_go_on_to_their_target()
    {
        var set = SyntheticSeries.ArithmeticSequences(20, 6);
        for (var i = 0; i < 20; i++)
        {
            var x = set.Features(i);
            Assert.Equal(x[5] + (x[5] - x[4]), set.Targets().Values(i)[0], 1e-4f);
        }
    }

    [Fact]
    public void The_sine_has_its_period_and_noise()
    {
        var clean = SyntheticSeries.NoisySine(100, 20, 0);
        Assert.Equal(clean.Values[3], clean.Values[83], 1e-5f);
        Assert.Equal(1f, clean.Values[5], 1e-6f);
        var noisy = SyntheticSeries.NoisySine(5000, 20, 0.3, 1);
        var reference = SyntheticSeries.NoisySine(5000, 20, 0).Values.ToArray();
        Assert.Equal(0.3, Math.Sqrt(noisy.Values.ToArray().Zip(reference, (a, b) => (a - b) * (a - b)).Average()), 0.01);
    }

    [Fact]
    public void Texts_are_labelled_right_and_repeatable()
    {
        string[] good = ["wonderful", "charming", "brilliant", "warm", "funny"];
        var texts = SyntheticText.Sentiment(300, 2);
        Assert.Equal(texts, SyntheticText.Sentiment(300, 2));
        Assert.NotEqual(texts, SyntheticText.Sentiment(300, 3));
        Assert.All(texts, t => Assert.Equal(
            good.Contains(t.Text.Split(' ')[^1]) != t.Text.Contains(" not ", StringComparison.Ordinal), t.Label == "positive"));
        Assert.InRange(texts.Count(t => t.Label == "positive"), 120, 180);
        var sentences = SyntheticText.Tagged(50, 1);
        Assert.All(sentences, s => Assert.Equal(s.Tokens.Count, s.Tags.Count));
        Assert.Equal(["ADJ", "ADV", "DET", "NOUN", "VERB"], LabelSet.Build(sentences.SelectMany(s => s.Tags)).Names);
        Assert.Equal(50, SyntheticText.Running(50, 1).Count(c => c == '\n'));
    }
}
