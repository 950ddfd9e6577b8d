using System.Text;
using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Encodings of sources: a byte that is looked at must always be that character.</summary>
public class SourceEncodingTests
{
    private const string Sony = "\u30BD\u30CB\u30FC"; // in Shift-JIS the first letter ends with the byte of \

    [Theory]
    [InlineData("shift_jis", '|')]
    [InlineData("shift_jis", '\\')]
    [InlineData("shift_jis", '^')]
    [InlineData("gb2312", '|')]
    [InlineData("big5", '|')]
    [InlineData("gb18030", '|')]
    [InlineData("ks_c_5601-1987", 'a')]
    public void A_delimiter_that_may_be_a_byte_of_a_letter_is_refused(string name, char delimiter)
    {
        Encoding encoding = Of(name);
        using var file = new TempFile("");
        File.WriteAllText(file.Path, $"id{delimiter}x\ns{delimiter}1\nt{delimiter}2\n", encoding);
        CsvSourceOptions options = new()
        {
            Features = ["x"], SequenceColumn = "id", Csv = new() { Encoding = encoding, Delimiter = $"{delimiter}" }
        };
        DataFormatException error = Assert.Throws<DataFormatException>(() => new CsvSource([file.Path], options));
        Assert.Equal(file.Path, error.Path);
        Assert.Contains(
            $"the file is {encoding.WebName}, in which the delimiter '{delimiter}' may be a byte of another character.", error.Message);

        // Windows are found by rows alone.
        CsvSourceOptions windows = options with { SequenceColumn = null, Windows = new() { Window = 1, Target = WindowTarget.None } };
        Assert.Equal(2, Blocks.ReadAll(new CsvSource([file.Path], windows)).Count);
    }

    [Theory]
    [InlineData("shift_jis", ",")]
    [InlineData("shift_jis", "\t")]
    [InlineData("euc-jp", "|")]
    [InlineData("gb18030", ";")]
    [InlineData("utf-8", "|")]
    public void Other_delimiters_are_read(string name, string delimiter)
    {
        Encoding encoding = Of(name);
        using var file = new TempFile("");
        File.WriteAllBytes(
            file.Path, encoding.GetBytes($"n,id,x\n{Sony},{Sony},1\n\"{Sony}\",\"{Sony}\",2\n{Sony},b,3\n".Replace(",", delimiter)));
        var source = new CsvSource([file.Path], new()
        {
            Features = ["x"], SequenceColumn = "id", BlockSequences = 1, Csv = new() { Encoding = encoding, Delimiter = delimiter }
        });
        Assert.Equal([2, 1], Blocks.ReadAll(source).Lengths.ToArray());
        Blocks.AssertInAnyOrder(source);
    }

    [Fact]
    public void Quotes_that_may_be_bytes_of_letters_are_refused_where_quotes_count()
    {
        Encoding encoding = Of("iso-2022-jp");
        using var file = new TempFile("");
        File.WriteAllBytes(file.Path, encoding.GetBytes($"x\n1\n2\n"));
        CsvSourceOptions options = new()
        {
            Features = ["x"], Windows = new() { Window = 1, Target = WindowTarget.None }, Csv = new() { Encoding = encoding }
        };
        Assert.Contains(
            "the file is iso-2022-jp, in which '\"' may be a byte of another character",
            Assert.Throws<DataFormatException>(() => new CsvSource([file.Path], options)).Message);
        Assert.Equal(
            2, Blocks.ReadAll(new CsvSource([file.Path], options with { Csv = new() { Encoding = encoding, Quoted = false } })).Count);
    }

    [Fact]
    public void Lines_of_encodings_of_several_bytes_are_read()
    {
        foreach (string name in new[] { "shift_jis", "euc-jp", "gb18030" })
        {
            Encoding encoding = Of(name);
            using var file = new TempFile("");
            File.WriteAllBytes(file.Path, encoding.GetBytes($"{Sony}\n{Sony} {Sony}\n"));
            TextSource source = TextSource.NextToken(
                [file.Path], line => [.. line.Select(letter => (int)letter)], new() { Encoding = encoding, BlockSequences = 1 });
            Assert.Equal([2, 6], Blocks.ReadAll(source).Lengths.ToArray());
        }
    }

    private static Encoding Of(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
}
