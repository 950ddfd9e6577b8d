using Xunit;

namespace LstmGen.Runtime.Tests.Training.Metrics;

public class LabelErrorRateTests
{
    // Jurafsky and Martin, Speech and Language Processing, "Evaluation: Word Error Rate": six words replaced, three inserted and
    // one left out of thirteen.
    private const string Reference = "i um the phone is i left the portable phone upstairs last night";
    private const string Heard = "i got it to the fullest i love to portable form of stores last night";

    [Fact]
    public void It_is_the_word_error_rate_of_the_textbook()
    {
        var metric = new LabelErrorRate();
        metric.Add(Words(Heard), Words(Reference));
        Assert.Equal(13, metric.Count);
        Assert.Equal(10 / 13.0, metric.Value, 12);
    }

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("saturday", "sunday", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abcd", "acd", 1)]
    [InlineData("ab", "ba", 2)]
    public void An_edit_inserts_leaves_out_or_replaces_one_label(string decoded, string target, int edits)
    {
        var metric = new LabelErrorRate();
        metric.Add(Letters(decoded), Letters(target));
        Assert.Equal((double)edits / target.Length, metric.Value, 12);
    }

    [Fact]
    public void Distances_equal_the_definition_on_random_labels()
    {
        var random = new Random(4);
        for (int round = 0; round < 200; round++)
        {
            int[] decoded = Draw(random), target = [0, .. Draw(random)];
            var metric = new LabelErrorRate();
            metric.Add(decoded, target);
            Assert.Equal((double)Recursive(decoded, target) / target.Length, metric.Value, 12);
        }
    }

    [Fact]
    public void Errors_of_all_sequences_are_divided_by_all_labels()
    {
        var metric = new LabelErrorRate();
        metric.Add([1, 2, 3], [1]);
        metric.Add([1, 2, 3], [1, 2, 3]);
        metric.Add([7], []);
        Assert.Equal(3 / 4.0, metric.Value, 12);
        metric.Reset();
        Assert.True(double.IsNaN(metric.Value));
    }

    // Levenshtein 1966, written down as it is defined.
    private static int Recursive(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        if (a.IsEmpty || b.IsEmpty)
            return a.Length + b.Length;
        return a[0] == b[0]
            ? Recursive(a[1..], b[1..])
            : 1 + Math.Min(Recursive(a[1..], b[1..]), Math.Min(Recursive(a[1..], b), Recursive(a, b[1..])));
    }

    private static int[] Draw(Random random) => [.. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(3))];

    private static int[] Letters(string word) => [.. word.Select(letter => (int)letter)];

    private static int[] Words(string text) => [.. text.Split(' ').Select(word => string.GetHashCode(word, StringComparison.Ordinal))];
}
