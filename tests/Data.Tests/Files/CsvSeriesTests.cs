using Xunit;

namespace LstmGen.Data.Tests;

public class CsvSeriesTests
{
    [Fact]
    public void Columns_come_in_the_order_asked_for_with_times()
    {
        using var file = new TempFile("\"date\",a,\"b \"\"x\"\"\"\n2020-01-01,1.5,2\n2020-01-02 03:00:00, -3e2 ,\"4\"\n");
        var series = CsvSeries.Read(file.Path, new CsvOptions { TimeColumn = "date" }, "b \"x\"", "a");
        Assert.Equal([2, 1.5f, 4, -300], series.Values.ToArray());
        Assert.Equal(["b \"x\"", "a"], series.Columns);
        Assert.Equal(new DateTime(2020, 1, 2, 3, 0, 0), series.Times![1]);
        Assert.Equal(["a", "b \"x\""], CsvSeries.Read(file.Path, new CsvOptions { TimeColumn = "date" }).Columns);
    }

    [Fact]
    public void Windows_line_ends_a_byte_order_mark_and_a_missing_last_line_end_are_fine()
    {
        using var file = new TempFile("\uFEFFa;b\r\n1;2\r\n3;4");
        Assert.Equal([1, 2, 3, 4], CsvSeries.Read(file.Path, new CsvOptions { Delimiter = ";" }).Values.ToArray());
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,x\n", 3, "b", "'x' is not a number")]
    [InlineData("a,b\r\n1,2\r\n3,x\r\n", 3, "b", "'x' is not a number")]
    [InlineData("a,b\n1,2\n\n\n3,\n", 5, "b", "the cell is empty")]
    [InlineData("x, a ,b,a\n1,2,3,4\n", 1, "a", "twice")]
    [InlineData("a,b\n1,NaN\n", 2, "b", "'NaN' is not a finite number")]
    [InlineData("a,b\n1,2\n3,1e99\n", 3, "b", "is not a finite number")]
    [InlineData("a,b\n1,2\n3\n", 3, null, "the row has 1 fields, the header has 2")]
    [InlineData("a,b\n1,2\n3,4,5\n", 3, null, "the row has 3 fields")]
    [InlineData("a,b,c\n1,2,\"x\ny\"\n3,?,z\n", 4, "b", "'?' is not a number")]
    [InlineData("a,b,c\n1,2,3\n\"1\n1\",4,5\n", 3, "a", "'1\\n1' is not a number")]
    public void A_bad_cell_is_named_by_the_row_of_a_text_editor(string text, int row, string? column, string problem)
    {
        using var file = new TempFile(text);
        var error = Assert.Throws<DataFormatException>(() => CsvSeries.Read(file.Path, "a", "b"));
        Assert.Equal((file.Path, row, column), (error.Path, error.Row, error.Column));
        Assert.Contains(problem, error.Message);
        Assert.StartsWith($"{file.Path}, row {row}", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<DataFormatException>(() => CsvSeries.Read("no-such-folder/no.csv", "a"));
        Assert.Equal(
            "no-such-folder/no.csv: the file does not exist. Check the path; it is taken relative to the current folder.", error.Message);
    }

    [Fact]
    public void An_unknown_column_lists_the_known_ones()
    {
        using var file = new TempFile("a,b\n1,2\n");
        var error = Assert.Throws<DataFormatException>(() => CsvSeries.Read(file.Path, "c"));
        Assert.Contains("row 1, column 'c': there is no such column; the file has a, b.", error.Message);
    }

    [Fact]
    public void A_wrong_delimiter_is_guessed_at()
    {
        using var file = new TempFile("a;b\n1;2\n");
        Assert.Contains("Another delimiter", Assert.Throws<DataFormatException>(() => CsvSeries.Read(file.Path, "a")).Message);
    }

    [Fact]
    public void Too_few_rows_and_an_empty_file_are_errors()
    {
        using var file = new TempFile("a\n1\n2\n");
        Assert.Contains("has 2 rows, 3 are needed", Assert.Throws<DataFormatException>(
            () => CsvSeries.Read(file.Path, new CsvOptions { MinimumRows = 3 })).Message);
        using var empty = new TempFile("");
        Assert.Contains("the file is empty", Assert.Throws<DataFormatException>(() => CsvSeries.Read(empty.Path)).Message);
    }

    [Fact]
    public void A_bad_time_is_named()
    {
        using var file = new TempFile("t,a\n2020-01-01,1\nsoon,2\n");
        var error = Assert.Throws<DataFormatException>(() => CsvSeries.Read(file.Path, new CsvOptions { TimeColumn = "t" }));
        Assert.Equal((3, "t"), (error.Row, error.Column));
    }
}
