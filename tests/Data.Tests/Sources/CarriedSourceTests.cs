using LstmGen.Training;
using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Sources know with how many rows a state can be carried through them, and no other number is trained.</summary>
public class CarriedSourceTests
{
    [Theory]
    [InlineData(4, null, 4)]
    [InlineData(1, null, 1)]
    [InlineData(0, null, 1)]
    [InlineData(0, 10, 1)]
    [InlineData(0, 5, null)]
    [InlineData(0, 1, null)]
    [InlineData(0, 20, null)]
    public void Token_ids_go_on_with_the_streams_and_no_other_number(int streams, int? stride, int? expected)
    {
        using var file = new TempFile("");
        TokenSource.Write(file.Path, Enumerable.Range(0, 400));
        var source = new TokenSource(file.Path, new() { Window = 10, Stride = stride, Streams = streams, BlockSequences = 7 });
        Assert.Equal(expected, source.Streams);
        SequenceSet set = Blocks.ReadAll(source);
        for (int size = 1; size < 12; size++)
        {
            bool follow = Enumerable.Range(0, set.Count - size).All(i => set.Tokens(i + size)[0] == set.Tokens(i)[^1] + 1);
            Assert.True(expected is null || follow == (size == expected));
            AssertTaken(source, size, expected is null || follow);
        }
    }

    [Theory]
    [InlineData(6, 1, null)]
    [InlineData(6, 3, null)]
    [InlineData(6, 6, 1)]
    [InlineData(6, 8, null)]
    public void Windows_of_a_file_go_on_one_by_one_where_they_do_not_overlap(int window, int stride, int? expected)
    {
        using var file = new TempFile("x\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i}\n")));
        var source = new CsvSource([file.Path], new()
        {
            Features = ["x"], Windows = new() { Window = window, Stride = stride }, BlockSequences = 4
        });
        Assert.Equal(expected, source.Streams);
        SequenceSet set = Blocks.ReadAll(source);
        for (int size = 1; size < 8; size++)
        {
            bool follow = Enumerable.Range(0, set.Count - size).All(i => set.Features(i + size)[0] == set.Features(i)[^1] + 1);
            Assert.True(expected is null || follow == (size == expected));
            AssertTaken(source, size, expected is null || follow);
        }
    }

    [Fact]
    public void Of_sequences_by_a_column_and_of_lines_it_is_not_known()
    {
        using var file = new TempFile("id,x\na,1\na,2\nb,3\n");
        ISequenceSource named = new CsvSource([file.Path], new() { Features = ["x"], SequenceColumn = "id" });
        ISequenceSource lines = TextSource.NextToken([file.Path], line => [.. line.Select(letter => (int)letter)]);
        Assert.Equal((null, null), (named.Streams, lines.Streams));
    }

    private static void AssertTaken(ISequenceSource source, int batchSize, bool taken)
    {
        Action require = () =>
            CarriedRows.Require(new FitOptions { CarryState = true, BatchSize = batchSize }, TrainingData.Of(source));
        if (taken)
        {
            require();
            return;
        }

        ArgumentException error = Assert.Throws<ArgumentException>(require);
        Assert.Equal(nameof(FitOptions.CarryState), error.ParamName);
        Assert.Contains(source.Name, error.Message, StringComparison.Ordinal);
        Assert.Contains($"BatchSize is {batchSize}. Set ", error.Message, StringComparison.Ordinal);
    }
}
