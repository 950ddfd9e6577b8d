using Xunit;

namespace LstmGen.Data.Tests;

public class SplitTests
{
    private static SequenceSet Numbers(int count) =>
        SequenceSet.FromTokens([.. Enumerable.Range(0, count).Select(i => new[] { i })]);

    private static int[] Ids(SequenceSet set) => [.. Enumerable.Range(0, set.Count).Select(i => set.Tokens(i)[0])];

    [Fact]
    public void Parts_follow_in_time_order_and_cover_all()
    {
        var (train, validation, test) = Numbers(10).Split(0.7, 0.2);
        Assert.Equal([.. Enumerable.Range(0, 7)], Ids(train));
        Assert.Equal([7, 8], Ids(validation));
        Assert.Equal([9], Ids(test));
        var (first, second) = Numbers(10).Split(0.3);
        Assert.Equal((3, 7), (first.Count, second.Count));
    }

    [Fact]
    public void A_gap_is_left_out_between_the_parts()
    {
        var (train, validation, test) = Numbers(20).Split(0.5, 0.25, gap: 2);
        Assert.Equal(9, Ids(train)[^1]);
        Assert.Equal([12, 13, 14], Ids(validation));
        Assert.Equal([17, 18, 19], Ids(test));
    }

    [Fact]
    public void A_shuffled_set_is_a_permutation_that_the_seed_decides()
    {
        var a = Ids(Numbers(100).Shuffled(1));
        Assert.Equal(a, Ids(Numbers(100).Shuffled(1)));
        Assert.NotEqual(a, Ids(Numbers(100).Shuffled(2)));
        Assert.NotEqual(Enumerable.Range(0, 100), a);
        Assert.Equal(Enumerable.Range(0, 100), a.Order());
    }

    [Fact]
    public void What_an_encoder_reads_goes_with_its_sequences()
    {
        SequenceSet set = Numbers(10).WithSource(Numbers(10)).Shuffled(3).WithClasses(new int[10], "other");
        var (first, second) = set.Split(0.4);
        Assert.Equal(Ids(first), Ids(first.Source!));
        Assert.Equal(Ids(second), Ids(second.Source!));
        Assert.Equal(Ids(set.Subset([7, 7, 0])), Ids(set.Subset([7, 7, 0]).Source!));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(int.MaxValue - 5)]
    [InlineData(int.MaxValue)]
    public void A_gap_that_leaves_nothing_is_named(int gap)
    {
        foreach (Action split in new Action[] { () => Numbers(10).Split(0.5, gap), () => Numbers(10).Split(0.5, 0.25, gap) })
        {
            ArgumentException error = Assert.Throws<ArgumentException>(split);
            Assert.Equal("gap", error.ParamName);
            Assert.Contains($"with a gap of {gap}: a part would be empty.", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal("first", Assert.Throws<ArgumentException>(() => Numbers(10).Split(0.01, gap)).ParamName);
    }

    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(0.5, 0.5)]
    [InlineData(double.NaN, 0.5)]
    [InlineData(0.01, 0.5)]
    public void An_empty_part_is_an_error(double train, double validation) =>
        Assert.Throws<ArgumentException>(() => Numbers(10).Split(train, validation));

    [Fact]
    public void Rows_are_cut_by_share_and_by_count()
    {
        Assert.Equal((..70, 70..80, 80..100), TimeSplit.ByShare(100, 0.7, 0.1));
        Assert.Equal((..1003854, 1003854..1115394), TimeSplit.ByShare(1115394, 0.9));
        Assert.Equal((..4, 4..6, 6..9), TimeSplit.ByRows(4, 2, 3));
    }
}
