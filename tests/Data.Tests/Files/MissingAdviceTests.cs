using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>What messages about missing values advise can be followed.</summary>
public class MissingAdviceTests
{
    private static readonly CsvOptions Timed = new() { TimeColumn = "time", Missing = MissingValues.Interpolate };

    [Fact]
    public void A_gap_at_the_begin_is_closed_by_either_advice()
    {
        const string Gap = "2025-01-01,,1\n", Text = "time,a,b\n" + Gap + "2025-01-02,2,3\n2025-01-03,4,5\n";
        string advice = Refused(Text, Timed);
        Assert.EndsWith("Remove the row, or set Missing = MissingValues.Drop.", advice, StringComparison.Ordinal);
        Assert.Equal([2, 3, 4, 5], Read(Text, Timed with { Missing = MissingValues.Drop }));
        Assert.Equal([2, 3, 4, 5], Read(Text.Replace(Gap, "", StringComparison.Ordinal), Timed));
    }

    [Fact]
    public void A_gap_at_the_end_is_closed_by_each_advice()
    {
        const string Gap = "2025-01-03,,5\n", Text = "time,a,b\n2025-01-01,1,2\n2025-01-02,2,3\n" + Gap;
        string advice = Refused(Text, Timed);
        Assert.EndsWith("Remove the row, or set Missing = MissingValues.Drop or CarryForward.", advice, StringComparison.Ordinal);
        Assert.Equal([1, 2, 2, 3], Read(Text, Timed with { Missing = MissingValues.Drop }));
        Assert.Equal([1, 2, 2, 3, 2, 5], Read(Text, Timed with { Missing = MissingValues.CarryForward }));
        Assert.Equal([1, 2, 2, 3], Read(Text.Replace(Gap, "", StringComparison.Ordinal), Timed));
    }

    [Theory]
    [InlineData("text,label\na,x\nb,\n,y\nc,z\n", "row 3, column 'label': the cell is empty.")]
    [InlineData("text,label\na,x\n?,y\nb,?\nc,z\n", "row 3, column 'text': the cell is '?', a mark of a missing value.")]
    public void A_text_without_its_label_or_words_is_dropped_where_that_is_asked_for(string text, string problem)
    {
        using var file = new TempFile(text);
        var options = new CsvOptions { MissingMarks = ["?"] };
        foreach (var missing in new[] { MissingValues.Refuse, MissingValues.Interpolate, MissingValues.CarryForward })
        {
            string error = Assert.Throws<DataFormatException>(
                () => CsvTexts.Read(file.Path, options with { Missing = missing }, "text", "label")).Message;
            Assert.Contains(problem, error, StringComparison.Ordinal);
            Assert.EndsWith("or set Missing = MissingValues.Drop.", error, StringComparison.Ordinal);
        }

        Assert.Equal(
            [new LabeledText("x", "a"), new("z", "c")],
            CsvTexts.Read(file.Path, options with { Missing = MissingValues.Drop }, "text", "label"));
    }

    [Theory]
    [InlineData("id,x,label\np,1,a\n,2,a\nq,3,b\n", "row 3, column 'id': the cell is empty.")]
    [InlineData("id,x,label\np,1,a\np,2,\nq,3,b\n", "row 3, column 'label': the cell is empty.")]
    public void A_row_without_its_recording_or_label_is_dropped_too(string text, string problem)
    {
        using var file = new TempFile(text);
        string error = Assert.Throws<DataFormatException>(() => CsvRecordings.Read(file.Path, new CsvOptions(), "id", "label")).Message;
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.EndsWith("or set Missing = MissingValues.Drop.", error, StringComparison.Ordinal);
        var (recordings, _) = CsvRecordings.Read(file.Path, new CsvOptions { Missing = MissingValues.Drop }, "id", "label");
        Assert.Equal(["p", "q"], recordings.Select(one => one.Name));
        Assert.Equal([1f, 3f], recordings.SelectMany(one => one.Values));
        Assert.Equal(["a", "b"], recordings.SelectMany(one => one.Labels));
    }

    [Fact]
    public void Sizes_of_windows_say_what_they_may_be()
    {
        var series = new TimeSeries([1, 2, 3, 4], ["x"]);
        Check("Window is 0; give at least 1.", new WindowOptions { Window = 0 });
        Check("Horizon is 0; give at least 1.", new WindowOptions { Window = 1, Horizon = 0 });
        Check("Stride is -1; give at least 1.", new WindowOptions { Window = 1, Stride = -1 });
        Check("Gap is -1; give at least 0.", new WindowOptions { Window = 1, Gap = -1 });

        void Check(string start, WindowOptions options) => Assert.StartsWith(
            start, Assert.Throws<ArgumentOutOfRangeException>(() => Windows.Over(series, options)).Message, StringComparison.Ordinal);
    }

    private static float[] Read(string text, CsvOptions options)
    {
        using var file = new TempFile(text);
        return CsvSeries.Read(file.Path, options).Values.ToArray();
    }

    private static string Refused(string text, CsvOptions options) =>
        Assert.Throws<DataFormatException>(() => Read(text, options)).Message;
}
