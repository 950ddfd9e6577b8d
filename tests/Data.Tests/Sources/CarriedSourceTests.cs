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
    [InlineData(0, 5, 2)]
    [InlineData(0, 1, 10)]
    [InlineData(0, 3, 0)]
    [InlineData(0, 20, 0)]
    public void Token_ids_go_on_with_the_streams_and_no_other_number(int streams, int? stride, int expected)
    {
        using var file = new TempFile("");
        TokenSource.Write(file.Path, Enumerable.Range(0, 400));
        var source = new TokenSource(file.Path, new() { Window = 10, Stride = stride, Streams = streams, BlockSequences = 7 });
        Assert.Equal(expected, source.Streams);
        SequenceSet set = Blocks.ReadAll(source);
        for (int size = 1; size < 12; size++)
        {
            bool follow = Enumerable.Range(0, set.Count - size).All(i => set.Tokens(i + size)[0] == set.Tokens(i)[^1] + 1);
            Assert.Equal(size == expected, follow);
            AssertTaken(source, size, follow);
        }
    }

    [Theory]
    [InlineData(6, 1, 6)]
    [InlineData(6, 2, 3)]
    [InlineData(6, 3, 2)]
    [InlineData(6, 6, 1)]
    [InlineData(6, 4, 0)]
    public void Windows_of_a_file_go_on_with_those_that_begin_in_one(int window, int stride, int expected)
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
            Assert.Equal(size == expected, follow);
            AssertTaken(source, size, follow);
        }
    }

    [Fact]
    public void Windows_of_several_files_go_on_where_each_file_fills_its_batches()
    {
        using TempFile four = Rows(11), other = Rows(12), three = Rows(9);
        CsvSourceOptions options = new() { Features = ["x"], Windows = new() { Window = 4, Stride = 2 } };
        Assert.Equal(2, new CsvSource([four.Path, other.Path], options).Streams);
        Assert.Equal(0, new CsvSource([four.Path, three.Path], options).Streams);
        Assert.Equal(1, new CsvSource([four.Path, three.Path], options with { Windows = new() { Window = 4, Stride = 4 } }).Streams);

        static TempFile Rows(int count) => new("x\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"{i}\n")));
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
