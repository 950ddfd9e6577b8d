using System.IO.Compression;
using Xunit;

namespace LstmGen.Data.Tests;

public class ColumnFileTests
{
    [Fact]
    public void Tsv_keeps_quotes_and_counts_rows()
    {
        using var file = new TempFile("1\t\"so , to speak\n0\tit ' s \"bad\"\n");
        Assert.Equal([new LabeledText("1", "\"so , to speak"), new LabeledText("0", "it ' s \"bad\"")], Tsv.Read(file.Path));
        using var bad = new TempFile("1\tx\n\n0\n");
        Assert.Equal(3, Assert.Throws<DataFormatException>(() => Tsv.Read(bad.Path)).Row);
    }

    [Fact]
    public void Conll_reads_tabs_blanks_hashes_and_document_marks()
    {
        using var file = new TempFile("-DOCSTART- -X- O O\n\n#tag\tO\nNew York\tB-loc\n\t\n\nEU NNP I-NP B-ORG");
        var sentences = Conll.Read(file.Path);
        Assert.Equal(2, sentences.Count);
        Assert.Equal(["#tag", "New York"], sentences[0].Tokens);
        Assert.Equal(["O", "B-loc"], sentences[0].Tags);
        Assert.Equal(["EU"], sentences[1].Tokens);
        Assert.Equal(["B-ORG"], sentences[1].Tags);
        using var bad = new TempFile("a O\n\nb\n");
        var error = Assert.Throws<DataFormatException>(() => Conll.Read(bad.Path));
        Assert.Contains("row 3: the row has 1 columns", error.Message);
    }

    [Fact]
    public void ConllU_skips_comments_ranges_and_empty_nodes()
    {
        const string Rest = "\t_\t_\t_\t_\t_";
        using var file = new TempFile(
            "# text = can't\n1-2\tcan't\t_\t_\t_" + Rest + "\n1\tca\tcan\tAUX\tMD" + Rest + "\n2\tn't\tnot\tPART\tRB" + Rest
            + "\n2.1\tgo\tgo\tVERB\tVB" + Rest + "\n\n# x\n1\t#\t#\tSYM\t#" + Rest + "\n");
        var sentences = ConllU.Read(file.Path);
        Assert.Equal(2, sentences.Count);
        Assert.Equal(["ca", "n't"], sentences[0].Tokens);
        Assert.Equal(["AUX", "PART"], sentences[0].Tags);
        Assert.Equal(["MD", "RB"], ConllU.Read(file.Path, ConllUColumn.Xpos)[0].Tags);
        using var bad = new TempFile("1\ta\tb\n");
        Assert.Contains(
            "row 1: the row has 3 columns, CoNLL-U has 10", Assert.Throws<DataFormatException>(() => ConllU.Read(bad.Path)).Message);
    }

    [Fact]
    public void Gzip_is_read_by_its_ending_and_a_cut_one_is_an_error()
    {
        using var plain = new TempFile("", ".conll.gz");
        using (var gzip = new GZipStream(File.Create(plain.Path), CompressionLevel.Fastest))
            gzip.Write("a\tX\n\nb\tY\n"u8);
        Assert.Equal(2, Conll.Read(plain.Path).Count);
        File.WriteAllText(plain.Path, "this is no gzip");
        Assert.Throws<DataFormatException>(() => Conll.Read(plain.Path));
    }

    [Fact]
    public void Ts_reads_variable_lengths_step_by_step()
    {
        using var file = new TempFile(
            "#c\n@problemName P\n@univariate false\n@dimensions 2\n@classLabel true x y\n@data\n1,2,3:4,5,6:y\n\n7:8:x\n");
        var data = TsFile.Read(file.Path, "speaker");
        Assert.Equal(("P", 2, 2), (data.Name, data.Set.Count, data.Set.FeatureCount));
        Assert.Equal([1, 4, 2, 5, 3, 6], data.Set.Features(0).ToArray());
        Assert.Equal([7, 8], data.Set.Features(1).ToArray());
        Assert.Equal((1, 0), (data.Set.Targets("speaker").Classes(0)[0], data.Set.Targets("speaker").Classes(1)[0]));
        Assert.Equal(["x", "y"], data.Classes);
    }

    [Theory]
    [InlineData("1,2:3:x", "channel 1 is not as long")]
    [InlineData("1:2,3:x", "channel 1 is not as long")]
    [InlineData("1,?:2,3:x", "channel 0, step 1: '?'")]
    [InlineData("1,2:x", "the case has 1 channels, the file has 2")]
    [InlineData("1:2:z", "class 'z' is not in @classLabel (x y)")]
    [InlineData("x", "the case has 0 channels")]
    public void Ts_errors_name_row_and_channel(string line, string problem)
    {
        using var file = new TempFile($"@dimensions 2\n@classLabel true x y\n@data\n1:2:x\n{line}\n");
        var error = Assert.Throws<DataFormatException>(() => TsFile.Read(file.Path));
        Assert.Equal(5, error.Row);
        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public void Ts_without_classes_or_with_time_stamps_is_an_error()
    {
        using var none = new TempFile("@classLabel false\n@data\n1\n");
        Assert.Contains("no classes", Assert.Throws<DataFormatException>(() => TsFile.Read(none.Path)).Message);
        using var stamps = new TempFile("@timeStamps true\n@data\n1\n");
        Assert.Contains("time stamps", Assert.Throws<DataFormatException>(() => TsFile.Read(stamps.Path)).Message);
    }

    [Fact]
    public void Nab_windows_mark_rows_ends_included()
    {
        using var csv = new TempFile(
            "timestamp,value\n2014-01-01 00:00:00,1\n2014-01-01 00:05:00,2\n2014-01-01 00:10:00,3\n2014-01-01 00:15:00,4\n");
        using var json = new TempFile(
            "{\"a/b.csv\": [[\"2014-01-01 00:05:00.000000\", \"2014-01-01 00:10:00.000000\"]], \"c.csv\": [\"2014-01-01 00:05:00\"]}");
        var labels = NabLabels.Read(json.Path);
        var series = NabSeries.Read(csv.Path);
        Assert.Equal([false, true, true, false], NabSeries.Mark(series, labels["a/b.csv"]));
        Assert.Equal([false, true, false, false], NabSeries.Mark(series, labels["c.csv"]));
        using var bad = new TempFile("{\"a\": [[\"2014-01-01\"]]}");
        Assert.Contains("a: expected a list", Assert.Throws<DataFormatException>(() => NabLabels.Read(bad.Path)).Message);
        using var broken = new TempFile("{\n\"a\": oops}");
        Assert.Equal(2, Assert.Throws<DataFormatException>(() => NabLabels.Read(broken.Path)).Row);
    }
}
