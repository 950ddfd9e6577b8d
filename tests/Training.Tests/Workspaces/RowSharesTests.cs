using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>The rows of a batch in parts of about as many steps.</summary>
public sealed class RowSharesTests
{
    [Fact]
    public void Rows_of_one_length_make_parts_of_as_many_rows()
    {
        RowShares shares = new();
        foreach (int rows in (int[])[1, 2, 5, 16, 33])
            for (int parts = 1; parts <= Math.Min(rows, 7); parts++)
            {
                shares.Divide(Layout([.. Enumerable.Repeat(9, rows)]), parts);
                Assert.Equal(Enumerable.Range(0, parts + 1).Select(part => rows * part / parts), Begins(shares));
            }
    }

    [Fact]
    public void Rows_of_many_lengths_make_parts_of_as_many_steps_up_to_a_row()
    {
        Random random = new(5);
        RowShares shares = new();
        for (int trial = 0; trial < 500; trial++)
        {
            int[] lengths = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(1, 200)).OrderDescending()];
            int parts = random.Next(1, Math.Min(lengths.Length, 9) + 1);
            shares.Divide(Layout(lengths), parts);
            int[] begins = Begins(shares);
            Assert.Equal((0, lengths.Length), (begins[0], begins[^1]));
            Assert.Equal(parts, shares.Parts);
            for (int part = 0; part < parts; part++)
            {
                int steps = lengths[begins[part]..begins[part + 1]].Sum();
                Assert.InRange(steps, 1, Math.Max((double)lengths.Sum() / parts, 0) + lengths[0]);
                Assert.Equal(part, shares.PartOf(begins[part]));
            }
        }
    }

    [Theory]
    [InlineData(new[] { 100, 50, 25, 25 }, 2, new[] { 0, 1, 4 })]
    [InlineData(new[] { 90, 80, 30, 20, 10, 10 }, 2, new[] { 0, 1, 6 })]
    [InlineData(new[] { 60, 50, 30, 20, 10, 10 }, 2, new[] { 0, 2, 6 })]
    [InlineData(new[] { 500, 1, 1 }, 3, new[] { 0, 1, 2, 3 })]
    [InlineData(new[] { 9, 9, 9, 1 }, 4, new[] { 0, 1, 2, 3, 4 })]
    public void The_first_part_has_fewer_rows(int[] lengths, int parts, int[] expected)
    {
        RowShares shares = new();
        shares.Divide(Layout(lengths), parts);
        Assert.Equal(expected, Begins(shares));
    }

    private static int[] Begins(RowShares shares) => [.. Enumerable.Range(0, shares.Parts + 1).Select(shares.Begin)];

    private static TimeLayout Layout(int[] lengths)
    {
        TimeLayout time = new();
        time.Set(lengths[0], lengths);
        return time;
    }
}
