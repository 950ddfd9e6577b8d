using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>A folder of CSV files with a file of labels.</summary>
public sealed class LabeledRecordingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Recordings_come_in_the_order_of_their_labels()
    {
        Write("a.csv", "t,x,y\n0,1,2\n1,3,4\n");
        Write("b.csv", "y,x,t\n6,5,0\n");
        Write("7", "t,x,y\n0,9,8\n");
        Write("labels.csv", "subject,id,activity\n1,b,walk\n1,a.csv,run\n2,7,walk\n");
        var (recordings, channels) = Read(new CsvOptions { TimeColumn = "t" });
        Assert.Equal(["y", "x"], channels);
        Assert.Equal([("b", "walk"), ("a.csv", "run"), ("7", "walk")], recordings.Select(one => (one.Name, one.Label)));
        Assert.Equal([6f, 5], recordings[0].Values);
        Assert.Equal([2f, 1, 4, 3], recordings[1].Values);
        Assert.Equal([8f, 9], recordings[2].Values);
    }

    [Fact]
    public void Named_channels_and_labels_elsewhere_without_a_header()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "recordings", "first"));
        Write("recordings/first/a.csv", "x;more\n1,5;0\n");
        Write("recordings/b.csv", "other;x\n0;2,5\n");
        Write("labels.tsv", "b\tlow\nfirst/a\thigh\n");
        var (recordings, channels) = LabeledRecordings.Folder(
            Path.Combine(_folder, "recordings"), Path.Combine(_folder, "labels.tsv"), "1", "2",
            new CsvOptions { Delimiter = ";", DecimalSeparator = ',' }, new TableOptions { Delimiter = "\t", Header = false }, "x");
        Assert.Equal(["x"], channels);
        Assert.Equal(
            [("b", 2.5f, "low"), ("first/a", 1.5f, "high")], recordings.Select(one => (one.Name, Assert.Single(one.Values), one.Label)));
    }

    [Fact]
    public void They_become_sequences_with_a_class_each()
    {
        for (int i = 0; i < 12; i++)
            Write(
                $"{i}.csv",
                "x\n"
                    + string.Concat(
                        Enumerable.Range(0, 3 + i).Select(t => FormattableString.Invariant($"{(i % 2 == 0 ? t : -t) * 0.1}\n"))));
        Write("labels.csv", "id,activity\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i},{(i % 2 == 0 ? "up" : "down")}\n")));
        var (recordings, channels) = Read();
        LabelSet labels = LabelSet.Build(recordings.Select(one => one.Label));
        SequenceSet set =
            SequenceSet.FromFeatures([.. recordings.Select(one => one.Values)], channels.Count)
                .WithClasses([.. recordings.Select(one => labels.Id(one.Label))]);
        Assert.Equal(Enumerable.Range(3, 12), set.Lengths.ToArray());
        Assert.Equal([1, 0, 1, 0], Enumerable.Range(0, 4).Select(i => set.Targets().Classes(i)[0]));
    }

    [Theory]
    [InlineData("id,activity\na,run\n", "b.csv: the recording has no row in ")]
    [InlineData("id,activity\na,run\nb,walk\na.csv,run\n", "row 4, column 'id': the recording 'a.csv' stands twice.")]
    [InlineData("id,activity\na,run\nb,walk\nc,run\n", "row 4, column 'id': there is no file 'c' or 'c.csv' in ")]
    [InlineData("id,activity\na,\nb,walk\n", "row 2, column 'activity': the cell is empty")]
    [InlineData("id,label\na,run\n", "column 'activity': there is no such column")]
    [InlineData("id,activity\n", "there is no label in the file")]
    public void Labels_that_do_not_fit_the_folder_are_said_with_their_place(string labels, string problem)
    {
        Write("a.csv", "x\n1\n");
        Write("b.csv", "x\n2\n");
        Write("labels.csv", labels);
        Assert.Contains(problem, Assert.Throws<DataFormatException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n2\n", "b.csv: the columns are y; those of ")]
    [InlineData("x,y\n2,3\n", "b.csv: the columns are x, y; those of ")]
    [InlineData("x\nnothing\n", "'nothing' is not a number")]
    [InlineData("x\n\n", "")]
    public void Recordings_that_differ_are_named(string second, string problem)
    {
        Write("a.csv", "x\n1\n");
        Write("b.csv", second);
        Write("labels.csv", "id,activity\na,run\nb,walk\n");
        string message = Assert.Throws<DataFormatException>(() => Read()).Message;
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.Contains("b.csv", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_leads_out_of_the_folder_is_refused()
    {
        string inner = Directory.CreateDirectory(Path.Combine(_folder, "inner")).FullName;
        Write("outside.csv", "x\n1\n");
        Write("inner/labels.csv", "id,activity\n../outside,run\n");
        var error =
            Assert.Throws<DataFormatException>(() => LabeledRecordings.Folder(inner, Path.Combine(inner, "labels.csv"), "id", "activity"));
        Assert.Contains("the file '../outside' lies outside of ", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "no such folder",
            Assert.Throws<DataFormatException>(() => LabeledRecordings.Folder(inner + "x", "labels.csv", "id", "activity")).Message,
            StringComparison.Ordinal);
    }

    private (IReadOnlyList<LabeledRecording> Recordings, IReadOnlyList<string> Channels) Read(CsvOptions? options = null) =>
        LabeledRecordings.Folder(_folder, Path.Combine(_folder, "labels.csv"), "id", "activity", options);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
