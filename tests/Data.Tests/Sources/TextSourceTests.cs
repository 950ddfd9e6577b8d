using System.Text;
using Xunit;

namespace LstmGen.Data.Tests;

public class TextSourceTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_are_sequences_and_blank_ones_are_left_out(string end)
    {
        string[] lines = ["abc", "", "de", " \t ", new string(' ', 300) + "x", "fühlen", "yz"];
        using var first = new TempFile(string.Join(end, lines) + end);
        using var second = new TempFile("\uFEFFlast one");
        TextSource source = TextSource.NextToken([first.Path, second.Path], Letters, new()
        {
            StartToken = 1, EndToken = 2, BlockSequences = 2
        });
        Assert.Equal(4, source.BlockCount);
        SequenceSet set = Blocks.ReadAll(source);
        string[] kept = [.. lines.Where(line => line.Trim().Length > 0), "last one"];
        Assert.Equal(kept.Length, set.Count);
        for (int i = 0; i < kept.Length; i++)
        {
            Assert.Equal([1, .. Letters(kept[i])], set.Tokens(i).ToArray());
            Assert.Equal([.. Letters(kept[i]), 2], set.Targets().Classes(i).ToArray());
        }

        Blocks.AssertInAnyOrder(source);
    }

    [Fact]
    public void Labelled_lines_are_classes()
    {
        using var file = new TempFile("good so well\nbad oh no\n\ngood fine\n");
        LabelSet labels = LabelSet.Build(["good", "bad"]);
        SequenceSet set = Blocks.ReadAll(TextSource.Labeled([file.Path], Letters, labels));
        Assert.Equal(3, set.Count);
        Assert.Equal(Letters("oh no"), set.Tokens(1).ToArray());
        Assert.Equal(
            [labels.Id("good"), labels.Id("bad"), labels.Id("good")], Enumerable.Range(0, 3).Select(i => set.Targets().Classes(i)[0]));

        using var unknown = new TempFile("good so well\nfair oh no\n");
        DataFormatException error = Blocks.Refused(TextSource.Labeled([unknown.Path], Letters, labels));
        Assert.Equal(2, error.Row);
        Assert.Contains("the label 'fair' is not known; there are", error.Message);
        using var bare = new TempFile("good so well\n\ngood\n");
        Assert.Equal(3, Blocks.Refused(TextSource.Labeled([bare.Path], Letters, labels)).Row);
    }

    [Fact]
    public void Lines_of_two_texts_are_read_and_written()
    {
        using var file = new TempFile("ab c\tde\n\nfgh\ti j\n");
        var options = new TextSourceOptions { StartToken = 1, EndToken = 2, BlockSequences = 1 };
        TextSource source = TextSource.Pairs([file.Path], Letters, Letters, options);
        SequenceSet set = Blocks.ReadAll(source);
        Assert.Equal(2, source.BlockCount);
        Assert.Equal(Letters("ab c"), set.Source!.Tokens(0).ToArray());
        Assert.Equal([1, .. Letters("de")], set.Tokens(0).ToArray());
        Assert.Equal([.. Letters("i j"), 2], set.Targets().Classes(1).ToArray());
        Assert.Equal(Letters("fgh"), set.Source.Tokens(1).ToArray());
        Blocks.AssertInAnyOrder(source);

        using var other = new TempFile("ab c|de\nfgh\n");
        DataFormatException error = Blocks.Refused(TextSource.Pairs([other.Path], Letters, Letters, options with { Separator = "|" }));
        Assert.Equal(2, error.Row);
        Assert.Contains("'fgh' has not two texts. Write TEXT|TEXT", error.Message);
        error = Blocks.Refused(TextSource.Pairs([file.Path], _ => [], Letters, options));
        Assert.Contains("'ab c' gives no token ids", error.Message);
        Assert.NotEqual(source.Describe(), TextSource.NextToken([file.Path], Letters, options).Describe());
    }

    [Fact]
    public void Errors_name_file_and_row_wherever_the_block_begins()
    {
        using var file = new TempFile("ab\n\ncd\nef\n\nx\ngh\n");
        DataFormatException error = Blocks.Refused(TextSource.NextToken([file.Path], Letters, new() { BlockSequences = 2 }));
        Assert.Equal((file.Path, 6), (error.Path, error.Row));
        Assert.Contains("gives 1 token ids", error.Message);

        byte[] bytes = Encoding.UTF8.GetBytes("ab\ncd\nef\nghi\n");
        bytes[10] = 0xFF;
        File.WriteAllBytes(file.Path, bytes);
        error = Blocks.Refused(TextSource.NextToken([file.Path], Letters, new() { BlockSequences = 3 }));
        Assert.Equal(4, error.Row);
        Assert.Contains("is not utf-8", error.Message);
        Assert.Equal(4, Blocks.ReadAll(TextSource.NextToken([file.Path], Letters, new() { Encoding = Encoding.Latin1 })).Count);
        Assert.Contains("id -7", Blocks.Refused(TextSource.NextToken([file.Path], _ => [-7, 2])).Message);
    }

    [Fact]
    public void Bad_files_and_options_are_refused()
    {
        using TempFile file = new("ab\n"), empty = new(""), blank = new(" \n\n");
        Assert.Contains("is empty", Assert.Throws<DataFormatException>(() => TextSource.NextToken([empty.Path], Letters)).Message);
        Assert.Contains("no text", Assert.Throws<DataFormatException>(() => TextSource.NextToken([blank.Path], Letters)).Message);
        Assert.Throws<ArgumentException>(() => TextSource.NextToken([], Letters));
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => TextSource.NextToken([file.Path, file.Path], Letters)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => TextSource.NextToken([file.Path], Letters, new() { BlockSequences = 0 }));
        Assert.Contains(
            "Leave it out",
            Assert.Throws<ArgumentException>(() => TextSource.NextToken([file.Path], Letters, new() { Separator = ":" })).Message);
        File.WriteAllText(file.Path, "ab\ncd\n", Encoding.Unicode);
        Assert.Contains("Save it as UTF-8", Assert.Throws<DataFormatException>(() => TextSource.NextToken([file.Path], Letters)).Message);
        using (var packed = new System.IO.Compression.GZipStream(File.Create(file.Path), System.IO.Compression.CompressionMode.Compress))
            packed.Write("ab\n"u8);
        Assert.Contains("Unpack it", Assert.Throws<DataFormatException>(() => TextSource.NextToken([file.Path], Letters)).Message);
        File.WriteAllText(file.Path, "ab\n");
        TextSource source = TextSource.NextToken([file.Path], Letters);
        Assert.Equal(source.Describe(), TextSource.NextToken([file.Path], Letters).Describe());
        File.WriteAllText(file.Path, "ac\n");
        Assert.NotEqual(source.Describe(), TextSource.NextToken([file.Path], Letters).Describe());
    }

    [Fact]
    public void A_mark_of_another_encoding_is_refused_as_by_the_other_readers()
    {
        using var file = new TempFile("\uFEFFgood so well\nbad oh no\n");
        string message = Assert.Throws<DataFormatException>(() => LabeledTexts.Lines(file.Path, null, Encoding.Latin1)).Message;
        Assert.Contains("the file begins with the mark of utf-8, the encoding asked for is iso-8859-1.", message);
        TextSourceOptions options = new() { Encoding = Encoding.Latin1 };
        Assert.Equal(
            message, Assert.Throws<DataFormatException>(() => TextSource.NextToken([file.Path], Letters, options)).Message);
        CsvSourceOptions csv = new() { Features = ["x"], SequenceColumn = "id", Csv = new() { Encoding = Encoding.Latin1 } };
        using var table = new TempFile("\uFEFFid,x\na,1\n");
        Assert.Contains(
            "the mark of utf-8", Assert.Throws<DataFormatException>(() => new CsvSource([table.Path], csv)).Message);
        foreach (Encoding? encoding in new[] { null, Encoding.UTF8, new UTF8Encoding(false) })
            Assert.Equal(
                Letters("good so well")[..^1],
                Blocks.ReadAll(TextSource.NextToken([file.Path], Letters, options with { Encoding = encoding })).Tokens(0).ToArray());
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("")]
    public void A_mark_is_looked_for_at_the_begin_of_a_file_alone(string mark)
    {
        // As UTF-8 U+FEFF, as Latin-1 the marks of UTF-16 and UTF-8.
        string[] lines = ["aa", "\uFEFFbb", "\uFEFF\uFEFFc", "dd", "\uFEFF \t", "\u00FF\u00FEe", "\u00FE\u00FFf", "\u00EF\u00BB\u00BFg"];
        using var file = new TempFile(mark + string.Join('\n', lines));
        Check(file.Path, null);
        if (mark.Length == 0)
        {
            lines = [.. lines.Select(line => line.Replace("\uFEFF", "\u00FF\u00FE", StringComparison.Ordinal))];
            File.WriteAllText(file.Path, string.Join('\n', lines), Encoding.Latin1);
            Check(file.Path, Encoding.Latin1);
        }

        void Check(string path, Encoding? encoding)
        {
            foreach (int size in new[] { 1, 2, 3, 1024 })
            {
                var source = TextSource.NextToken([path], Letters, new() { BlockSequences = size, EndToken = 0, Encoding = encoding });
                SequenceSet set = Blocks.ReadAll(source);
                Assert.Equal(
                    lines, Enumerable.Range(0, set.Count).Select(i => string.Concat(set.Tokens(i).ToArray().Select(id => (char)id))));
                Blocks.AssertInAnyOrder(source);
            }
        }
    }

    private static int[] Letters(string text) => [.. text.Select(letter => (int)letter)];
}
