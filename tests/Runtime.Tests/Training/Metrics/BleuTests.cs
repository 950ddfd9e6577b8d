using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>BLEU on the examples of Papineni et al. 2002, and of NLTK's documentation.</summary>
public class BleuTests
{
    private const string First = "It is a guide to action which ensures that the military always obeys the commands of the party";
    private const string Second = "It is to insure the troops forever hearing the activity guidebook that party direct";

    private static readonly string[] Guides =
    [
        "It is a guide to action that ensures that the military will forever heed Party commands",
        "It is the guiding principle which guarantees the military forces always being under the command of the Party",
        "It is the practical guide for the army always to heed the directions of the party",
    ];

    // Section 2.1: 17 of 18 and 8 of 14 words, 10 of 17 and 1 of 13 pairs.
    [Fact]
    public void Precisions_are_those_of_the_paper()
    {
        Bleu first = Of((First, Guides)), second = Of((Second, Guides));
        Assert.Equal(17 / 18.0, first.Precision(1), 1e-12);
        Assert.Equal(10 / 17.0, first.Precision(2), 1e-12);
        Assert.Equal(8 / 14.0, second.Precision(1), 1e-12);
        Assert.Equal(1 / 13.0, second.Precision(2), 1e-12);
    }

    // "the" seven times: the reference that has it most often has it twice.
    [Fact]
    public void A_word_counts_as_often_as_in_one_reference() =>
        Assert.Equal(
            2 / 7.0, Of(("the the the the the the the", ["the cat is on the mat", "there is a cat on the mat"])).Precision(1), 1e-12);

    [Fact]
    public void A_sentence_and_a_corpus_are_as_in_NLTKs_documentation()
    {
        Assert.Equal(0.5045666840058485, Of((First, Guides)).Value, 1e-12);
        Bleu corpus =
            Of(
                (First, Guides),
                ("he read the book because he was interested in world history",
                    ["he was interested in world history because he read the book"]));
        Assert.Equal(0.5920778868801042, corpus.Value, 1e-12);
        Assert.Equal(2, corpus.Count);
    }

    // Section 2.2: the reference of closest length; translations of 12, 15 and 17 words with references of those lengths have no penalty.
    [Theory]
    [InlineData(4, new[] { 5 }, 4 / 5.0)]
    [InlineData(5, new[] { 5 }, 1.0)]
    [InlineData(6, new[] { 5 }, 1.0)]
    [InlineData(6, new[] { 3, 9 }, 1.0)] // of two as close, the shorter
    [InlineData(6, new[] { 1, 7, 20 }, 6 / 7.0)]
    public void The_penalty_is_that_of_the_closest_reference(int length, int[] references, double ratio)
    {
        var bleu = new Bleu();
        bleu.Add(new int[length], references.Select(count => new int[count]).ToArray());
        Assert.Equal(ratio == 1 ? 1 : Math.Exp(1 - (1 / ratio)), bleu.BrevityPenalty, 1e-12);
    }

    [Fact]
    public void The_same_text_is_1_and_nothing_in_common_is_0()
    {
        Assert.Equal(1, Of((First, [First])).Value, 1e-12);
        Assert.Equal(0, Of((First, ["no such words here"])).Value);
        Assert.Equal(0, Of(("a b c", ["a b c"])).Value); // no run of four words
        Assert.Equal(1, Of(new Bleu(3), ("a b c", ["a b c"])).Value, 1e-12);
    }

    [Fact]
    public void Without_a_text_it_is_not_defined_and_an_empty_one_is_0()
    {
        var bleu = new Bleu();
        Assert.Equal(double.NaN, bleu.Value);
        bleu.Add([], [1, 2]);
        Assert.Equal(0, bleu.Value);
        bleu.Reset();
        Assert.Equal(double.NaN, bleu.Value);
        Assert.Throws<ArgumentException>(() => bleu.Add([1], Array.Empty<int[]>()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bleu(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bleu(2).Precision(3));
    }

    private static Bleu Of(params (string Text, string[] References)[] texts) => Of(new Bleu(), texts);

    private static Bleu Of(Bleu bleu, params (string Text, string[] References)[] texts)
    {
        foreach ((string text, string[] references) in texts)
            bleu.Add(text.Split(' '), [.. references.Select(reference => reference.Split(' '))]);
        return bleu;
    }
}
