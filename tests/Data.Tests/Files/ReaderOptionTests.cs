using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Options of readers and writers that mean nothing: numbers that no enumeration has, lists that are null.</summary>
public class ReaderOptionTests
{
    public static TheoryData<string, CsvOptions> Wrong => new()
    {
        { "Missing is 99, which is no MissingValues; give Refuse, ", new() { Missing = (MissingValues)99 } },
        { "TimeOffsets is 99, which is no TimeOffsets; give ", new() { TimeOffsets = (TimeOffsets)99 } },
        { "TimeOrder is 99, which is no TimeOrder; give ", new() { TimeOrder = (TimeOrder)99 } },
        { "RepeatedTimes is 99, which is no RepeatedTimes; give ", new() { RepeatedTimes = (RepeatedTimes)99 } },
        { "MissingMarks is null. Give an empty list for none.", new() { MissingMarks = null! } },
        { "Categories is null. Give an empty list for none.", new() { Categories = null! } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Of_a_table_they_are_named(string words, CsvOptions options)
    {
        using var file = new TempFile("a,b\n1,2\n3,4\n");
        Says(words, () => CsvSeries.Read(file.Path, options));
        Says(words, () => CsvTexts.Read(file.Path, options, "a", "b"));
        Says(words, () => _ = new CsvSource([file.Path], new() { Features = ["a"], Windows = new() { Window = 1 }, Csv = options }));
    }

    [Fact]
    public void Others_are_named()
    {
        using var file = new TempFile("");
        Says("Missing is 99, which is no MissingValues", () => TsFile.Read(file.Path, new TsOptions { Missing = (MissingValues)99 }));
        Says("tag is 99, which is no ConllUColumn", () => ConllU.Read(file.Path, (ConllUColumn)99));
        Says(
            "encoding is 99, which is no WavEncoding",
            () => WavFile.Write(file.Path, new Waveform([0f], 8000), (WavEncoding)99));
        Says("Padding is 99, which is no AudioPadding", () => _ = new AudioFeatures(new() { Padding = (AudioPadding)99 }));
        Says("Scale is 99, which is no MelScale", () => _ = new AudioFeatures(new() { Scale = (MelScale)99 }));
    }

    [Fact]
    public void A_column_without_a_name_is_named_by_its_place()
    {
        using var file = new TempFile("a,b\n1,2\n3,4\n");
        Says("columns[1] is null. Give the name of a column, or leave it out.", () => CsvSeries.Read(file.Path, "a", null!));
        Says("Features[0] is null.", () => _ = new CsvSource([file.Path], new() { Features = [null!], Windows = new() { Window = 1 } }));
        Says(
            "TargetColumns[0] is null.",
            () => _ = new CsvSource([file.Path], new() { Features = ["a"], SequenceColumn = "b", TargetColumns = [null!] }));
    }

    private static void Says(string words, Action act) =>
        Assert.StartsWith(words, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
}
