using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Forms of files that real sets have: UCR, tables of series, lines and folders of labelled texts.</summary>
public sealed class ReaderFormTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Ucr_cases_have_classes_in_rising_order_and_no_filling()
    {
        TsData train = UcrFile.Read(Write("Some_TRAIN.tsv", "10\t0.5\t1.5\t2.5\n-1\t1e-1\t2\tNaN\n\n2\t3\tNaN\tNaN\n"));
        Assert.Equal(["-1", "2", "10"], train.Classes);
        Assert.Equal("Some_TRAIN", train.Name);
        Assert.Equal([3, 2, 1], train.Set.Lengths.ToArray());
        Assert.Equal([0.1f, 2f], train.Set.Features(1).ToArray());
        Assert.Equal([2, 0, 1], Enumerable.Range(0, 3).Select(i => train.Set.Targets().Classes(i)[0]));

        TsData test = UcrFile.Read(Write("Some_TEST.txt", "  2.0000000e+00   3.5   4.5\n"), train.Classes);
        Assert.Equal(1, test.Set.Targets().Classes(0)[0]);
        Assert.Equal([3.5f, 4.5f], test.Set.Features(0).ToArray());
    }

    [Theory]
    [InlineData("1\t2\t3\n2\t4\t\n")]
    [InlineData("1,2,3\n2, 4,\n")]
    [InlineData(" 1  2   3 \n\t \n 2\t4 NaN\n")]
    public void Ucr_values_are_separated_by_tabs_commas_or_any_number_of_blanks(string text)
    {
        TsData data = UcrFile.Read(Write("Some.txt", text));
        Assert.Equal(["1", "2"], data.Classes);
        Assert.Equal([2f, 3f], data.Set.Features(0).ToArray());
        Assert.Equal([4f], data.Set.Features(1).ToArray());
    }

    [Theory]
    [InlineData("1\tNaN\n", "row 1", "no value after its class")]
    [InlineData("1\t2\n1\t2\tNaN\t3\n", "row 2", "value 2 is")]
    [InlineData("1\tx\n", "row 1", "not a finite number")]
    [InlineData("1\t2\t\t3\n", "row 1", "value 2 is ''")]
    [InlineData("1,2, ,3\n", "row 1", "value 2 is ''")]
    [InlineData("1,2,,\n,2\n", "row 2", "no class before its first separator")]
    [InlineData("1\t\t\n", "row 1", "no value after its class")]
    [InlineData("1 1,000\n1 1.000.000\n", "row 2", "value 1 is '1.000.000', which is not a finite number")]
    [InlineData("\n", "", "no case in the file")]
    [InlineData("7\t1\n", "", "is not among the classes given")]
    public void Ucr_files_that_are_none_say_where(string text, string row, string said)
    {
        var exception = Assert.Throws<DataFormatException>(() => UcrFile.Read(Write("bad.tsv", text), ["1"]));
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
        Assert.Contains(row, exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_table_has_a_series_a_row_of_any_length()
    {
        IReadOnlyList<NamedSeries> all =
            SeriesTable.Read(Write("m4.csv", "\"V1\",\"V2\",\"V3\",\"V4\"\n\"Y1\",\"5172.1\",\"5133.5\",\"5186.9\"\n\"Y2\",\"2070\",,\n"));
        Assert.Equal(["Y1", "Y2"], all.Select(one => one.Id));
        Assert.Equal([5172.1f, 5133.5f, 5186.9f], all[0].Series.Values.ToArray());
        Assert.Equal([2070f], all[1].Series.Values.ToArray());
    }

    [Theory]
    [InlineData("a,b,c\nx,,2\n", "missing inside the series")]
    [InlineData("a,b,c\nx,,\n", "has no value")]
    [InlineData("a,b,c\nx,1,2\nx,1,2\n", "stands twice")]
    [InlineData("a,b,c\n,1,2\n", "the name of the series is empty")]
    [InlineData("a,b,c\n", "no series in the file")]
    public void Tables_of_series_that_are_none_say_why(string text, string said) =>
        Assert.Contains(
            said, Assert.Throws<DataFormatException>(() => SeriesTable.Read(Write("bad.csv", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void Lines_have_a_label_and_a_text()
    {
        string path = Write("lines.txt", "ham\tOk lar\n\nspam Free entry in 2\n");
        Assert.Equal([new("ham", "Ok lar"), new("spam", "Free entry in 2")], LabeledTexts.Lines(path));
        Assert.Equal([new("a b", "c d")], LabeledTexts.Lines(Write("other.txt", "a b :: c d\n"), "::"));
        Assert.Contains(
            "row 2", Assert.Throws<DataFormatException>(() => LabeledTexts.Lines(Write("bad.txt", "a b\nham\n"))).Message,
            StringComparison.OrdinalIgnoreCase);
        Assert.Throws<DataFormatException>(() => LabeledTexts.Lines(Write("empty.txt", "\n")));
    }

    [Fact]
    public void Folders_are_labels()
    {
        foreach ((string label, string file, string text) in new[] { ("pos", "2.txt", "good\nfilm\n"), ("neg", "1.txt", "bad"),
            ("pos", "1.txt", "fine"), ("pos", "notes.md", "no text") })
        {
            Directory.CreateDirectory(Path.Combine(_folder, "train", label));
            File.WriteAllText(Path.Combine(_folder, "train", label, file), text);
        }

        string train = Path.Combine(_folder, "train");
        Assert.Equal([new("neg", "bad"), new("pos", "fine"), new("pos", "good\nfilm")], LabeledTexts.Folders(train));
        File.WriteAllText(Path.Combine(train, "pos", "3.txt"), " \n");
        Assert.Contains(
            "the file is empty", Assert.Throws<DataFormatException>(() => LabeledTexts.Folders(train)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "no files *.rtf", Assert.Throws<DataFormatException>(() => LabeledTexts.Folders(train, "*.rtf")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "no such folder", Assert.Throws<DataFormatException>(() => LabeledTexts.Folders(train + "x")).Message,
            StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
