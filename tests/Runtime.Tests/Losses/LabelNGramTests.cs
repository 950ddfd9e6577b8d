using Xunit;

namespace LstmGen.Runtime.Tests.Losses;

public class LabelNGramTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Probabilities_are_those_of_the_definition_and_add_up_to_1(int order)
    {
        var random = new Random(order);
        int[][] sequences = [.. Enumerable.Range(0, 12).Select(_ => Draw(random, 6))];
        LabelNGram model = LabelNGram.Build(sequences, symbols: 5, order, blank: 2);
        for (int round = 0; round < 50; round++)
        {
            int[] labels = Draw(random, 8);
            double sum = 0;
            int state = model.Start;
            foreach (int label in labels)
            {
                sum += model.Score(state, label, out int next);
                double all = Math.Exp(model.EndScore(state));
                foreach (int other in (int[])[0, 1, 3, 4])
                    all += Math.Exp(model.Score(state, other, out _));
                Assert.Equal(1, all, 1e-9);
                state = next;
            }

            Assert.Equal(NaiveNGram.LogProbability(sequences, labels, 5, order), sum + model.EndScore(state), 1e-9);
        }

        static int[] Draw(Random random, int longest)
        {
            int[] labels = [0, 1, 3, 4];
            return [.. Enumerable.Range(0, random.Next(longest + 1)).Select(_ => labels[random.Next(4)])];
        }
    }

    [Fact]
    public void Labels_that_are_none_are_named_with_their_place()
    {
        ArgumentException blank = Assert.Throws<ArgumentException>(() => LabelNGram.Build([[1, 2], [1, 0]], symbols: 3));
        Assert.Contains("Sequence 1, label 1 is 0", blank.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LabelNGram.Build([[3]], symbols: 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelNGram.Build([], symbols: 3, order: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelNGram.Build([], symbols: 3, order: 17));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelNGram.Build([], symbols: 3, blank: 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelNGram.Build([], symbols: 1));
    }

    [Fact]
    public void Spellings_that_are_alike_or_hold_the_separator_are_refused()
    {
        LabelNGram words = LabelNGram.Build([[1]], symbols: 3);
        Refused("Words 1 and 2", [[], [1, 2], [1, 2]]);
        Refused("Word 1", [[], [1, 3]]);

        void Refused(string named, int[][] spellings) => Assert.Contains(
            named, Assert.Throws<ArgumentException>(() => new SpelledWords(words, spellings, 3)).Message, StringComparison.Ordinal);
    }
}
