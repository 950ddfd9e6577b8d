using System.IO.Compression;
using System.Text;
using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Files that were cut, or are not the text they are taken for.</summary>
public class WholeFileTests
{
    /// <summary>Every reader, with a file of its kind.</summary>
    public static TheoryData<string> Readers() => new(
        "csv", "recordings", "texts", "tsv", "conll", "conllu", "ts", "nab series", "nab labels", "vectors", "vocabulary");

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_gzip_file_cut_anywhere_is_an_error_in_every_reader(string reader)
    {
        var bytes = Pack(Content(reader));
        using var file = new TempFile("", ".gz");
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(file.Path, bytes[..length]);
            Assert.Throws<DataFormatException>(() => Read(reader, file.Path));
        }

        File.WriteAllBytes(file.Path, bytes);
        Read(reader, file.Path);
    }

    [Fact]
    public void A_gzip_file_of_several_members_and_any_size_is_read_whole()
    {
        var random = new SeededRandom(5);
        using var file = new TempFile("", ".tsv");
        foreach (var rows in (int[])[1, 700, 5000, 40_000])
        {
            var text = new StringBuilder();
            for (var i = 0; i < rows; i++)
                text.Append('a').Append(i).Append('\t').Append(random.NextInt(1_000_000)).Append('\n');
            var half = text.Length / 2;
            byte[] packed = [.. Pack(text.ToString(0, half)), .. Pack(text.ToString(half, text.Length - half))];
            File.WriteAllBytes(file.Path, packed);
            Assert.Equal(rows, Tsv.Read(file.Path).Count);
            for (var cut = 1; cut < packed.Length / 2; cut = cut * 3 + 1)
            {
                File.WriteAllBytes(file.Path, packed[..^cut]);
                Assert.Throws<DataFormatException>(() => Tsv.Read(file.Path));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Latin_1_is_refused_with_row_and_byte_and_read_where_it_is_said(string reader)
    {
        // A word of the text gets an e with an acute accent, as Latin-1 has it.
        var bytes = Encoding.Latin1.GetBytes(Content(reader).Replace("word", "w\u00E9rd", StringComparison.Ordinal));
        using var file = new TempFile("");
        File.WriteAllBytes(file.Path, bytes);
        var error = Assert.Throws<DataFormatException>(() => Read(reader, file.Path));
        Assert.Contains("byte 0xE9, is not utf-8", error.Message);
        Assert.Equal(1 + bytes.AsSpan(0, bytes.AsSpan().IndexOf((byte)0xE9)).Count((byte)'\n'), error.Row);
        if (reader is not ("vocabulary" or "nab labels"))
            Read(reader, file.Path, Encoding.Latin1);
    }

    [Fact]
    public void A_byte_order_mark_tells_the_encoding_and_another_is_refused()
    {
        using var file = new TempFile("");
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
        {
            File.WriteAllText(file.Path, "1\tw\u00E9rd \U0001F600\n", encoding);
            Assert.Equal("w\u00E9rd \U0001F600", Tsv.Read(file.Path).Single().Text);
            Assert.Contains("mark", Assert.Throws<DataFormatException>(() => Tsv.Read(file.Path, encoding: Encoding.Latin1)).Message);
        }

        File.WriteAllBytes(file.Path, Encoding.Unicode.GetBytes("1\tx\n"));
        Assert.Contains("UTF-16 without its mark", Assert.Throws<DataFormatException>(() => Tsv.Read(file.Path)).Message);
        Assert.Equal("x", Tsv.Read(file.Path, encoding: Encoding.Unicode).Single().Text);
    }

    [Fact]
    public void The_place_of_an_invalid_byte_is_right_in_a_long_file()
    {
        var begin = string.Concat(Enumerable.Repeat("1\tsome text\r\n", 20_000)) + "1\tab";
        using var file = new TempFile("");
        File.WriteAllBytes(file.Path, [.. Encoding.UTF8.GetBytes(begin), 0xFF, (byte)'\n']);
        Assert.Contains("row 20001: character 5, byte 0xFF", Assert.Throws<DataFormatException>(() => Tsv.Read(file.Path)).Message);
    }

    [Fact]
    public void A_vocabulary_or_label_set_cut_at_a_line_end_is_noticed()
    {
        var vocabulary = Vocabulary.Build([["a", "b", "\ud83d", "\0", "\ufeff", "\uffff", "x\\end 3", "\\end 4"]]);
        var lines = vocabulary.ToText().Split('\n')[..^1];
        for (var kept = 0; kept < lines.Length; kept++)
            Assert.Throws<DataFormatException>(() => Vocabulary.FromText(string.Concat(lines.Take(kept).Select(line => line + "\n"))));
        for (var left = 2; left < lines.Length; left++)
            Assert.Throws<DataFormatException>(
                () => Vocabulary.FromText(string.Concat(lines.Where((_, i) => i != left).Select(line => line + "\n"))));
        using var file = new TempFile("");
        vocabulary.Save(file.Path);
        Assert.Equal(vocabulary.Tokens, Vocabulary.Load(file.Path).Tokens);
        var old = Assert.Throws<DataFormatException>(() => Vocabulary.FromText("<pad>\n<unk>\na\n"));
        Assert.Contains("add a row \\end 3", old.Message);
        Assert.Equal(3, Vocabulary.FromText("<pad>\n<unk>\na\n\\end 3\n").Count);
        Assert.Contains("\\end 2", Assert.Throws<DataFormatException>(() => LabelSet.FromText("a\nb\n")).Message);
        Assert.Contains("must be the last", Assert.Throws<DataFormatException>(() => LabelSet.FromText("a\n\\end 1\nb\n")).Message);
    }

    private static string Content(string reader) => reader switch
    {
        "csv" => "word,b\n1,2\n3,4\n",
        "recordings" => "id,a\nword,2\n3,4\n",
        "texts" => "label,text\na,word\n",
        "tsv" => "a\tword\nb\tx\n",
        "conll" => "word O\nx O\n",
        "conllu" => "1\tword\t_\t_\t_\t_\t_\t_\t_\t_\n",
        "ts" => "@classLabel true word y\n@data\n1,2:y\n",
        "nab series" => "timestamp,value\n2014-01-01,1\n# word,\n",
        "nab labels" => "{\n\"word\": [\"2014-01-01\"]}",
        "vectors" => "word 1 2\nx 3 4\n",
        _ => "<pad>\n<unk>\nword\n\\end 3\n",
    };

    private static void Read(string reader, string path, Encoding? encoding = null)
    {
        var options = new CsvOptions { Encoding = encoding };
        object read = reader switch
        {
            "csv" => CsvSeries.Read(path, options),
            "recordings" => CsvRecordings.Read(path, options, "id", null),
            "texts" => CsvTexts.Read(path, options, "text", "label"),
            "tsv" => Tsv.Read(path, encoding: encoding),
            "conll" => Conll.Read(path, encoding: encoding),
            "conllu" => ConllU.Read(path, encoding: encoding),
            "ts" => TsFile.Read(path, new TsOptions { Encoding = encoding }),
            "nab series" => NabSeries.Read(path, options with { Missing = MissingValues.Drop, MissingMarks = [""], FooterRows = 1 }),
            "nab labels" => NabLabels.Read(path),
            "vectors" => WordVectors.Fill(path, Vocabulary.Build([["x"]]), new float[6], 2, encoding: encoding),
            _ => Vocabulary.Load(path),
        };
        Assert.NotNull(read);
    }

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
