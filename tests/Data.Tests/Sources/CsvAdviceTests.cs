using System.Text.RegularExpressions;
using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>What messages about a table recommend, its reader takes.</summary>
public class CsvAdviceTests
{
    // Each is refused by a source, see below.
    private static readonly (string Name, CsvOptions Options)[] Refused =
    [
        ("FooterRows", new() { FooterRows = 1 }), ("Missing", new() { Missing = MissingValues.Drop }),
        ("Missing", new() { Missing = MissingValues.Interpolate }), ("Missing", new() { Missing = MissingValues.CarryForward }),
        ("TimeColumn", new() { TimeColumn = "id" }), ("TimeOfDayColumn", new() { TimeOfDayColumn = "id" }),
    ];

    // They are of no use to a reader that refuses those.
    private static readonly string[] Useless = ["MissingMarks", "TimeFormat", "TimeOrder", "TimeOffsets", "RepeatedTimes", "MinimumRows"];

    public static TheoryData<string> Mistakes =>
    [
        "id,x,k\na,1,0\na,,0\n", "id,x,k\na,1,0\na,NA,0\n", "id,x,k\na,1,0\na,NaN,0\n", "id,x,k\na,1,0\na,-Infinity,0\n",
        "id,x,k\na,1,0\na,1e40,0\n", "id,x,k\na,1,0\na,2 km,0\n", "id,x,k\na,1,0\na,\"1,5\",0\n", "id,x,k\na,1,0\na,2\n",
        "id,x,k\na,1,0\na,2,0,3\n", "id,x,k\na,1,0\nSum of all\n", "id,x,k\na,1,0\na,\"2,0\n", "id,x,k\na,1,0\na,2\",0\n", "id,x\na,1\n",
        "id,x,x,k\na,1,1,0\n", "id,x,k\n", "", "id;x;k\na;1;0\n", "1,2,3\n4,5,6\n",
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_source_recommends_no_option_that_it_refuses(string text)
    {
        using var file = new TempFile(text);
        CsvOptions csv = new() { MissingMarks = ["NA"] };
        CsvSourceOptions cut = new() { Features = ["x", "k"], Windows = new() { Window = 1, Target = WindowTarget.None }, Csv = csv };
        CsvSourceOptions named = new()
        {
            Features = ["x"], SequenceColumn = "id", TargetColumns = ["k"], Target = SequenceTargetKind.Class, Csv = csv
        };
        foreach (CsvSourceOptions options in new[] { cut, named })
        {
            string message = Assert.Throws<DataFormatException>(() => Blocks.ReadAll(new CsvSource([file.Path], options))).Message;
            foreach (string name in Refused.Select(one => one.Name).Concat(Useless))
                Assert.False(Regex.IsMatch(message, $@"\b{name}\b"), message);
        }
    }

    [Fact]
    public void These_options_are_refused_by_a_source()
    {
        using var file = new TempFile("id,x,k\na,1,0\n");
        CsvSourceOptions options = new() { Features = ["x"], SequenceColumn = "id" };
        foreach ((string name, CsvOptions csv) in Refused)
        {
            string message = Assert.Throws<ArgumentException>(() => new CsvSource([file.Path], options with { Csv = csv })).Message;
            Assert.Contains(name == "TimeOfDayColumn" ? "Time" : name, message);
        }
    }

    [Theory]
    [InlineData("id,x\na,\n", "Missing")]
    [InlineData("id,x\na,NaN\n", "MissingMarks and set Missing")]
    [InlineData("id,x\na,up\n", "MissingMarks if it stands")]
    [InlineData("id,x\na,1\nSum\n", "close every quote. If the last rows are no data, leave them out with FooterRows.")]
    public void A_reader_of_whole_files_recommends_what_it_takes(string text, string expected)
    {
        using var file = new TempFile(text);
        Assert.Contains(expected, Assert.Throws<DataFormatException>(() => CsvSeries.Read(file.Path, "x")).Message);
    }

    [Fact]
    public void Readers_without_these_options_recommend_none()
    {
        using var tabs = new TempFile("up\ta\nSum\n");
        string message = Assert.Throws<DataFormatException>(() => Tsv.Read(tabs.Path)).Message;
        Assert.Contains("Add or remove delimiters. If the last rows are no data, remove them.", message);
        foreach (string cell in new[] { "NaN", "none" })
        {
            using var table = new TempFile($"V1,V2,V3\nY1,1,{cell}\n");
            message = Assert.Throws<DataFormatException>(() => SeriesTable.Read(table.Path)).Message;
            Assert.Contains("name it among MissingMarks if the series has ended there.", message);
            Assert.Equal([1f], SeriesTable.Read(table.Path, new() { MissingMarks = [cell] })[0].Series.Storage);
        }

        using var series = new TempFile("V1,V2\nY1,1\n");
        CsvOptions categories = new() { Categories = new Dictionary<string, LabelSet> { ["V2"] = LabelSet.Build(["a"]) } };
        Assert.Contains("Leave them out", Assert.Throws<ArgumentException>(() => SeriesTable.Read(series.Path, categories)).Message);
        Assert.Contains(
            "Categories is null",
            Assert.ThrowsAny<ArgumentException>(() => SeriesTable.Read(series.Path, new() { Categories = null! })).Message);
    }
}
