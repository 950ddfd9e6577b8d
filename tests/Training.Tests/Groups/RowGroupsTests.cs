using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>How a batch is cut into groups of rows.</summary>
public class RowGroupsTests
{
    [Theory]
    [InlineData(2_000, 7, 100, 1)]       // too few rows
    [InlineData(2_000, 8, 100, 2)]
    [InlineData(2_000, 16, 100, 4)]
    [InlineData(2_000, 17, 100, 4)]
    [InlineData(2_000, 16, 10, 1)]       // too few steps
    [InlineData(2_000, 16, 32, 4)]
    [InlineData(2_000, 64, 100, 16)]
    [InlineData(2_000, 4096, 100, 32)]   // groups grow
    [InlineData(20_001, 7, 200, 1)]      // more parameters
    [InlineData(20_001, 8, 50, 1)]
    [InlineData(20_001, 8, 100, 2)]
    [InlineData(20_001, 16, 100, 4)]
    [InlineData(20_001, 64, 100, 16)]
    [InlineData(20_001, 64, 60, 8)]
    public void Their_number_depends_on_parameters_rows_and_steps(int parameters, int rows, int steps, int groups)
    {
        SequenceSet set = Sets.Features(rows, 1, steps, steps);
        RowGroups cut = new(parameters);
        cut.Take(set, All(set));
        Assert.Equal(groups, cut.Count);
        Assert.Equal(steps, cut.Steps);
        Assert.Equal(Enumerable.Range(0, rows), cut.Rows(0, cut.Begin(cut.Count)).ToArray());
        for (int group = 0; group < groups; group++)
            Assert.InRange(cut.Begin(group + 1) - cut.Begin(group), rows / groups, rows / groups + 1);
    }

    [Fact]
    public void Rows_of_many_lengths_come_by_falling_length_and_groups_have_about_as_many_steps()
    {
        RowGroups cut = new(2_000);
        foreach (int seed in Enumerable.Range(1, 50))
        {
            SequenceSet set = Sets.Features(40, 1, 1, 50, seed);
            int[] sequences = [.. All(set).Where(sequence => sequence % 5 != 0)];
            cut.Take(set, sequences);
            int[] rows = cut.Rows(0, sequences.Length).ToArray(), lengths = [.. rows.Select(row => set.Length(sequences[row]))];
            Assert.Equal(Enumerable.Range(0, sequences.Length), rows.Order());
            Assert.Equal(lengths.OrderDescending(), lengths);
            Assert.Equal((lengths[0], 0, sequences.Length), (cut.Steps, cut.Begin(0), cut.Begin(cut.Count)));
            for (int group = 0; group < cut.Count; group++)
                Assert.InRange(
                    lengths[cut.Begin(group)..cut.Begin(group + 1)].Sum(), 1, (double)lengths.Sum() / cut.Count + lengths[0]);
        }
    }

    [Fact]
    public void Rows_of_equal_length_keep_their_order()
    {
        SequenceSet set = SequenceSet.FromFeatures([.. new int[] { 20, 30, 20, 30, 20, 30, 20, 30, 20, 30 }.Select(n => new float[n])], 1);
        RowGroups cut = new(2_000);
        cut.Take(set, All(set));
        Assert.Equal([1, 3, 5, 7, 9, 0, 2, 4, 6, 8], cut.Rows(0, 10).ToArray());
    }

    private static int[] All(SequenceSet set) => [.. Enumerable.Range(0, set.Count)];
}
