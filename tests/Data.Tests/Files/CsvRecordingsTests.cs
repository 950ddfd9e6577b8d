using Xunit;

namespace LstmGen.Data.Tests;

public class CsvRecordingsTests
{
    private const string Text = "id,t,x,y,label\nb,1,1,2,up\na,1,5,6,down\nb,2,3,4,up\n";

    [Fact]
    public void Rows_of_a_recording_keep_their_order_and_recordings_that_in_which_they_begin()
    {
        using var file = new TempFile(Text);
        var (recordings, channels) = CsvRecordings.Read(file.Path, new CsvOptions(), "id", "label", "y", "x");
        Assert.Equal(["y", "x"], channels);
        Assert.Equal(["b", "a"], recordings.Select(recording => recording.Name));
        Assert.Equal([2, 1, 4, 3], recordings[0].Values);
        Assert.Equal(["up", "up"], recordings[0].Labels);
        Assert.Equal([6, 5], recordings[1].Values);
    }

    [Fact]
    public void Channels_that_are_not_named_are_all_columns_without_another_use()
    {
        using var file = new TempFile(Text);
        Assert.Equal(["x", "y"], CsvRecordings.Read(file.Path, new CsvOptions { TimeColumn = "t" }, "id", "label").Channels);
    }

    [Fact]
    public void Without_a_column_of_recordings_the_file_is_one()
    {
        using var file = new TempFile("1,2\n3,4\n");
        var (recordings, channels) = CsvRecordings.Read(file.Path, new CsvOptions { Header = false }, null, null);
        Assert.Equal(["1", "2"], channels);
        Assert.Equal([1, 2, 3, 4], Assert.Single(recordings).Values);
        Assert.Empty(recordings[0].Labels);
    }

    [Theory]
    [InlineData("id,x,label\n1,a,u\n", "row 2, column 'x': 'a' is not a number")]
    [InlineData("id,x,label\n,1,u\n", "row 2, column 'id': the cell is empty")]
    [InlineData("id,x,label\n1,1,\n", "row 2, column 'label': the cell is empty")]
    [InlineData("id,x\n1,1\n", "column 'label': there is no such column")]
    [InlineData("id,label\n1,1\n", "column 'x': there is no such column")]
    [InlineData("id,x,label\n", "0 rows of data, 1 are needed")]
    public void What_cannot_be_read_is_said_with_its_place(string text, string problem)
    {
        using var file = new TempFile(text);
        var error = Assert.Throws<DataFormatException>(() => CsvRecordings.Read(file.Path, new CsvOptions(), "id", "label", "x"));
        Assert.Contains(problem, error.Message);
    }

    // As in CsvSource, where other white space makes another sequence.
    [Theory]
    [InlineData('\u00A0')]
    [InlineData('\u2003')]
    [InlineData('\v')]
    public void Blanks_and_tabs_around_a_name_are_not_the_names_and_other_white_space_is(char space)
    {
        string[] names = ["A", " A\t", $"A{space}", "\" A \"", $"{space}"];
        using var file = new TempFile("id,x,label\n" + string.Concat(names.Select((name, i) => $"{name},{i},{space}u \n")));
        var (recordings, _) = CsvRecordings.Read(file.Path, new CsvOptions(), "id", "label", "x");
        Assert.Equal(["A", $"A{space}", $"{space}"], recordings.Select(recording => recording.Name));
        Assert.Equal([0, 1, 3], recordings[0].Values);
        Assert.All(recordings.SelectMany(recording => recording.Labels), label => Assert.Equal("u", label));
        using var empty = new TempFile("id,x\n \t,1\n");
        Assert.Contains(
            "column 'id': the cell is empty",
            Assert.Throws<DataFormatException>(() => CsvRecordings.Read(empty.Path, new CsvOptions(), "id", null, "x")).Message);
    }

    [Fact]
    public void A_label_is_no_channel()
    {
        using var file = new TempFile(Text);
        var error = Assert.Throws<ArgumentException>(() => CsvRecordings.Read(file.Path, new CsvOptions(), "id", "label", "x", "label"));
        Assert.Contains("Column 'label' is named twice", error.Message);
    }
}
