using LstmGen.Data;
using Xunit;

namespace LstmGen.Runtime.Tests.Data;

/// <summary>Null inside a collection, and an index or a range outside, are named with their place.</summary>
public class GivenTests
{
    private static readonly SequenceSet Set = SequenceSet.FromTokens([[1, 2], [3]]);

    public static TheoryData<string, Action> Nulls => new()
    {
        { "sequences[0]", () => SequenceSet.FromFeatures([null!], 3) },
        { "sequences[1]", () => SequenceSet.FromTokens([[1], null!]) },
        { "sentences[1]", () => SequenceSet.NextToken([[1, 2], null!]) },
        { "labels[1]", () => Set.WithLabels([[1], null!]) },
        { "classes[0]", () => Set.WithStepClasses([null!, [1]]) },
        { "weights[1]", () => Set.WithStepWeights([[1, 1], null!]) },
        { "sets[0]", () => SequenceSet.Join(null!, Set) },
        { "columns[0]", () => _ = new TimeSeries([1], [null!]) },
        { "references[0]", () => new Bleu().Add([1], [null!]) },
        { "translation[0]", () => new Bleu().Add([null!], ["a"]) },
    };

    public static TheoryData<string, Action> Ranges => new()
    {
        { "range is 1..3, from 1 to 3; there are 2 sequences", () => Set.Take(1..3) },
        { "range is ^3..^0, from -1 to 2; there are 2 sequences", () => Set.Take(^3..) },
        { "rows is ^24..^0, from -22 to 2; there are 2 rows", () => new TimeSeries([1, 2], ["a"]).Slice(^24..) },
        { "rows is 2..1, from 2 to 1; there are 2 rows", () => new TimeSeries([1, 2], ["a"]).Slice(2..1) },
    };

    public static TheoryData<string, string, Action> Indices => new()
    {
        { "index", "There are 2 sequences; give an index in [0, 2).", () => Set.Tokens(2) },
        { "index", "There are 2 sequences; give an index in [0, 2).", () => Set.Length(-1) },
        { "index", "There are 2 sequences; give an index in [0, 2).", () => Set.Static(2) },
        { "index", "There are 1 sequences", () => SequenceSet.FromFeatures([[1f]], 1).Features(1) },
        { "index", "There are 2 sequences", () => Set.WithClasses([0, 1]).Targets(0).Classes(2) },
        { "index", "There are 2 sequences", () => Set.WithValues([0, 1], 1).Targets(0).Values(-1) },
        { "head", "There are 0 heads with targets; give the set some first.", () => Set.Targets(0) },
        { "head", "There are 1 heads with targets; give an index in [0, 1).", () => Set.WithClasses([0, 1]).Targets(1) },
    };

    [Theory]
    [MemberData(nameof(Indices))]
    public void An_index_outside_says_what_there_is(string name, string words, Action act)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(act);
        Assert.Equal(name, error.ParamName);
        Assert.StartsWith(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Nulls))]
    public void Null_is_named_with_its_place(string place, Action act) =>
        Assert.StartsWith(place + " is null.", Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_range_outside_says_what_there_is(string words, Action act) =>
        Assert.StartsWith(words, Assert.Throws<ArgumentOutOfRangeException>(act).Message, StringComparison.Ordinal);

    [Fact]
    public void A_column_without_a_name_is_named_as_such() => Assert.Equal(
        "name is null. Give a value. (Parameter 'name')",
        Assert.Throws<ArgumentNullException>(() => new TimeSeries([1], ["a"]).Column(null!)).Message);

    [Fact]
    public void Ranges_inside_are_taken()
    {
        Assert.Equal(1, Set.Take(1..).Count);
        Assert.Equal(0, Set.Take(2..).Count);
        Assert.Equal([2f], new TimeSeries([1, 2], ["a"]).Slice(^1..).ToArray());
    }
}
