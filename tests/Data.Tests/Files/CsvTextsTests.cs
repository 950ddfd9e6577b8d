using Xunit;

namespace LstmGen.Data.Tests;

public class CsvTextsTests
{
    [Fact]
    public void Columns_are_found_by_name_whatever_their_order_and_the_separator()
    {
        using var file = new TempFile("id;label;text\n1;good;\"a; b \"\"c\"\"\nd\"\n2; bad ; e \n");
        LabeledText[] expected = [new("good", "a; b \"c\"\nd"), new("bad", "e")];
        Assert.Equal(expected, CsvTexts.Read(file.Path, new CsvOptions { Delimiter = ";" }, "text", "label"));
    }

    [Fact]
    public void Without_a_header_columns_are_called_by_their_numbers_and_no_row_is_lost()
    {
        using var file = new TempFile("1\tit's \"great\n0\tbad");
        LabeledText[] expected = [new("1", "it's \"great"), new("0", "bad")];
        Assert.Equal(expected, CsvTexts.Read(file.Path, new CsvOptions { Delimiter = "\t", Header = false }, "2", "1"));
    }

    [Theory]
    [InlineData("", true, 1, "the file is empty")]
    [InlineData("", false, 1, "the file is empty")]
    [InlineData("text,label\n", true, 1, "0 rows of data, 1 are needed")]
    [InlineData("text,label\na,b\n", true, 2, "1 rows of data, 2 are needed")]
    [InlineData("text,label\na,\n", true, 1, "row 2, column 'label': the cell is empty")]
    [InlineData("text,label\n ,x\n", true, 1, "row 2, column 'text': the cell is empty")]
    [InlineData("words,label\na,b\n", true, 1, "row 1, column 'text': there is no such column; the file has words, label")]
    [InlineData("text;label\na;b\n", true, 1, "Another delimiter")]
    [InlineData("a,b\nc\n", false, 1, "column 'text': there is no such column; the file has 1, 2")]
    public void What_cannot_be_read_is_said_with_its_place(string text, bool header, int rows, string problem)
    {
        using var file = new TempFile(text);
        var error =
            Assert.Throws<DataFormatException>(
                () => CsvTexts.Read(file.Path, new CsvOptions { Header = header, MinimumRows = rows }, "text", "label"));
        Assert.Contains(problem, error.Message);
    }
}
