using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>
/// Memory grows with the file and not with its square: what a reader allocates for twice the input is about twice as much. These
/// inputs took minutes and gigabytes.
/// </summary>
public class LargeFileTests
{
    [Theory]
    [InlineData("ts: commas in one channel, colons after it")]
    [InlineData("ts: classes and cases")]
    [InlineData("csv: columns, all")]
    [InlineData("csv: columns, by name")]
    [InlineData("csv: quotes")]
    [InlineData("conll: columns")]
    [InlineData("vectors: blanks")]
    [InlineData("nab: windows and rows")]
    [InlineData("vocabulary: backslashes")]
    public void Twice_the_input_takes_twice_the_memory(string kind)
    {
        const int Size = 15_000;
        Read(kind, 100);
        var single = Allocated(kind, Size);
        var twice = Allocated(kind, 2 * Size);
        Assert.True(twice < 3 * single + (1 << 20), $"{kind}: {single} bytes for {Size}, {twice} for {2 * Size}");
        Assert.True(twice < 100_000_000, $"{kind}: {twice} bytes");
    }

    [Fact]
    public void A_csv_of_60000_columns_and_a_ts_line_of_120_KB_are_read()
    {
        Read("csv: columns, all", 60_000);
        Read("csv: columns, by name", 60_000);
        Read("ts: commas in one channel, colons after it", 60_000);
    }

    private static long Allocated(string kind, int size)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(kind, size);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Read(string kind, int size)
    {
        string Repeat(Func<int, string> part) => string.Concat(Enumerable.Range(0, size).Select(part));
        switch (kind)
        {
            case "ts: commas in one channel, colons after it":
                Refused("@classLabel true x\n@data\n1" + Repeat(_ => ",1") + Repeat(_ => ":1") + ":x\n", path => TsFile.Read(path));
                break;
            case "ts: classes and cases":
                using (var file = new TempFile(
                    "@classLabel true " + Repeat(i => $" c{i}") + "\n@data\n" + Repeat(i => $"1:c{size - 1 - i}\n")))
                    Assert.Equal(size, TsFile.Read(file.Path).Set.Count);
                break;
            case "csv: columns, all":
            case "csv: columns, by name":
                using (var file = new TempFile("t" + Repeat(i => $",c{i}") + "\n1" + Repeat(i => ",2") + "\n"))
                {
                    string[] names = kind == "csv: columns, all" ? [] : [.. Enumerable.Range(0, size).Select(i => $"c{i}")];
                    var series = CsvSeries.Read(file.Path, names);
                    Assert.Equal(names.Length == 0 ? size + 1 : size, series.Features);
                    Windows.Over(series, new WindowOptions { Window = 1, Target = WindowTarget.None });
                    Assert.Equal(size, series.Column($"c{size - 1}") + (names.Length == 0 ? 0 : 1));
                }

                break;
            case "csv: quotes":
                Refused("a,b\n\"" + Repeat(_ => "\"\"") + Repeat(_ => "\n"), path => CsvSeries.Read(path));
                break;
            case "conll: columns":
                using (var file = new TempFile("a" + Repeat(_ => " b") + "\n"))
                    Assert.Equal("b", Conll.Read(file.Path)[0].Tags[0]);
                break;
            case "vectors: blanks":
                Refused("a" + Repeat(_ => " 1") + "\n", path => WordVectors.Fill(path, Vocabulary.Build([["a"]]), new float[6], 2));
                break;
            case "nab: windows and rows":
                var start = new DateTime(2020, 1, 1);
                var windows =
                    Enumerable.Range(0, size).Select(i => new AnomalyWindow(start.AddHours(2 * i), start.AddHours(2 * i))).ToArray();
                var rows = new TimeSeries(new float[size], ["a"], [.. Enumerable.Range(0, size).Select(i => start.AddHours(i))]);
                Assert.Equal((size + 1) / 2, NabSeries.Mark(rows, windows).Count(mark => mark));
                break;
            default:
                Refused("<pad>\n<unk>\n" + Repeat(_ => "\\\\") + "\n", path => Vocabulary.Load(path));
                break;
        }
    }

    private static void Refused(string text, Action<string> read)
    {
        using var file = new TempFile(text);
        Assert.InRange(Assert.Throws<DataFormatException>(() => read(file.Path)).Message.Length, 1, 2000);
    }
}
