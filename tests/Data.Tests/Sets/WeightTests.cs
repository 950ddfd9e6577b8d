using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Weights of sequences and steps, as a set carries them.</summary>
public class WeightTests
{
    private static SequenceSet Set { get; } = SequenceSet.FromTokens([[1, 2], [3], [4, 5, 6]])
        .WithClasses([0, 1, 0], "kind").WithStepClasses([0, 1, 0, 1, 0, 1], "tags");

    private static SequenceSet Weighted { get; } = Set.WithWeights([1, 2, 3]).WithStepWeights([[1, 10], [2], [3, 30, 300]], "tags");

    private static float[] Of(SequenceSet set) =>
        [.. Enumerable.Range(0, set.Count).SelectMany(i => Enumerable.Range(0, set.Length(i)).Select(t => set.Weight(i, t, "tags")))];

    [Fact]
    public void A_weight_is_the_product_of_those_given()
    {
        Assert.Equal([1f, 10, 4, 9, 90, 900], Of(Weighted));
        Assert.Equal(3, Weighted.Weight(2, head: "kind"));
        Assert.Equal(1, Set.Weight(2, head: "kind"));
        Assert.True(Weighted.HasWeights);
        Assert.False(Set.HasWeights);
        Assert.Equal([1f, 2, 3, 4, 5, 6], Of(Set.WithStepWeights([1, 2, 3, 4, 5, 6])));
        Assert.Throws<ArgumentOutOfRangeException>(() => Weighted.Weight(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Weighted.Weight(0, 2, "tags"));
    }

    [Fact]
    public void Parts_joins_and_further_targets_keep_weights()
    {
        Assert.Equal([9f, 90, 900, 1, 10], Of(Weighted.Subset([2, 0])));
        Assert.Equal([4f, 9, 90, 900], Of(Weighted.Take(1..)));
        Assert.Equal([.. Of(Weighted), 9f, 90, 900, 4], Of(SequenceSet.Join(Weighted, Weighted.Subset([2, 1]))));
        Assert.Equal(Of(Weighted), Of(Weighted.WithValues([1, 2, 3], head: "amount")));
        Assert.Equal(Of(Weighted), Of(Weighted.WithSource(Set)));
        SequenceSet shuffled = Weighted.Shuffled(3);
        Assert.Equal(
            Enumerable.Range(0, 3).Sum(i => Weighted.Weight(i, 0, "kind") * Weighted.Tokens(i)[0]),
            Enumerable.Range(0, 3).Sum(i => shuffled.Weight(i, 0, "kind") * shuffled.Tokens(i)[0]));
        Assert.Contains(
            "weights per sequence", Assert.Throws<ArgumentException>(() => SequenceSet.Join(Set, Weighted)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_cannot_be_weights_are_named()
    {
        Check("weights has 2 values for 3 sequences", () => Set.WithWeights([1, 2]));
        Check("the weight of sequence 1 is -0.5", () => Set.WithWeights([1, -0.5f, 2]));
        Check("the weight of sequence 2 is NaN", () => Set.WithWeights([1, 1, float.NaN]));
        Check("weights has 5 values for 3 sequences of 6 steps", () => Set.WithStepWeights(new float[5], "tags"));
        Check("the weight of sequence 2, step 1 is Infinity", () => Set.WithStepWeights([1, 1, 1, 1, float.PositiveInfinity, 1], "tags"));
        Check("weights[2] has 2 values for 3 steps of sequence 2", () => Set.WithStepWeights([[1, 1], [1], [1, 1]], "tags"));
        Check("weights has 1 arrays for 3 sequences", () => Set.WithStepWeights([[1]]));
        Check("no targets for head 'mood'", () => Set.WithWeights([1, 1, 1], "mood"));
        Check(
            "targets of head 'kind' are Class, which have no steps. Weigh whole sequences",
            () => Set.WithStepWeights(new float[6], "kind"));
        Check("has weights per sequence already", () => Weighted.WithWeights([1, 1, 1]));
        Check("has weights per step for 'tags' already", () => Weighted.WithStepWeights(new float[6], "tags"));
    }

    private static void Check(string words, Action act) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
}
