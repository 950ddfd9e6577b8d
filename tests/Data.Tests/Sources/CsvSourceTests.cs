using Xunit;

namespace LstmGen.Data.Tests;

public class CsvSourceTests
{
    [Theory]
    [InlineData(WindowTarget.Ahead, 1)]
    [InlineData(WindowTarget.Ahead, 3)]
    [InlineData(WindowTarget.NextStep, 2)]
    [InlineData(WindowTarget.Reconstruction, 7)]
    [InlineData(WindowTarget.None, 1)]
    public void Windows_are_those_of_a_series_in_memory(WindowTarget target, int stride)
    {
        using var file = new TempFile(
            "time,\"b,c\",a\r\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},\"{i * 3 % 11}\",{i * 0.5}\r\n")));
        var windows = new WindowOptions
        {
            Window = 5, Horizon = 2, Gap = target == WindowTarget.Ahead ? 1 : 0, Stride = stride, Target = target, TargetColumns = [1]
        };
        TimeSeries series = CsvSeries.Read(file.Path, "a", "b,c");
        Scaler scaler = StandardScaler.Fit(series.Storage, 2);
        SequenceSet expected = Windows.Over(scaler.Transform(series), windows);
        foreach (int size in new[] { 1, 4, 100 })
        {
            var source = new CsvSource([file.Path], new()
            {
                Features = ["a", "b,c"], Windows = windows, Scaler = scaler, BlockSequences = size
            });
            SequenceSet actual = Blocks.ReadAll(source);
            Assert.Equal(expected.Count, actual.Count);
            for (int i = 0; i < expected.Count; i++)
            {
                Assert.Equal(expected.Features(i), actual.Features(i));
                if (target != WindowTarget.None)
                    Assert.Equal(expected.Targets().Values(i), actual.Targets().Values(i));
            }

            Blocks.AssertInAnyOrder(source);
        }
    }

    [Fact]
    public void Rows_of_one_name_are_a_sequence()
    {
        using var first = new TempFile("id,x,y,kind\na,1,2,up\n\"a\",3,4,up\n b ,5,6,down\n\nc,7,8,up\nc,9,10,up\nc,11,12,up");
        using var second = new TempFile("id,x,y,kind\nc,13,14,down\n");
        LabelSet labels = LabelSet.Build(["up", "down"]);
        var source = new CsvSource([first.Path, second.Path], new()
        {
            Features = ["y", "x"], SequenceColumn = "id", TargetColumns = ["kind"], Target = SequenceTargetKind.Class, Labels = labels,
            BlockSequences = 2,
        });
        SequenceSet set = Blocks.ReadAll(source);
        Assert.Equal([2, 1, 3, 1], set.Lengths.ToArray());
        Assert.Equal([2f, 1, 4, 3], set.Features(0).ToArray());
        Assert.Equal([14f, 13], set.Features(3).ToArray());
        Assert.Equal(["up", "down", "up", "down"], Enumerable.Range(0, 4).Select(i => labels.Names[set.Targets().Classes(i)[0]]));
        Blocks.AssertInAnyOrder(source);

        SequenceSet steps =
            Blocks.ReadAll(
                new CsvSource(
                    [first.Path],
                    new() { Features = ["x"], SequenceColumn = "id", TargetColumns = ["y", "x"], Target = SequenceTargetKind.StepValues }));
        Assert.Equal([8f, 7, 10, 9, 12, 11], steps.Targets().Values(2).ToArray());
    }

    [Fact]
    public void A_line_break_in_quotes_ends_no_row()
    {
        using var file = new TempFile("note\nid,note,x\na,\"one\ntwo, \"\"three\"\"\",1\nb,\"\r\n\",2\nb,,3\n");
        var source = new CsvSource([file.Path], new()
        {
            Features = ["x"], SequenceColumn = "id", BlockSequences = 1, Csv = new() { SkipRows = 1 }
        });
        SequenceSet set = Blocks.ReadAll(source);
        Assert.Equal([1, 2], set.Lengths.ToArray());
        Assert.Equal([2f, 3], set.Features(1).ToArray());
        Blocks.AssertInAnyOrder(source);
    }

    [Fact]
    public void Errors_name_file_row_and_column_wherever_the_block_begins()
    {
        using var file = new TempFile(
            "id,x,k\n" + string.Concat(Enumerable.Range(0, 9).Select(i => $"{i},{(i == 6 ? "?" : i)},{(i == 7 ? "1.5" : 1)}\n")));
        CsvSourceOptions options = new() { Features = ["x"], SequenceColumn = "id", BlockSequences = 4 };
        DataFormatException error = Blocks.Refused(new CsvSource([file.Path], options));
        Assert.Equal((file.Path, 8, "x"), (error.Path, error.Row, error.Column));
        error =
            Blocks.Refused(
                new CsvSource(
                    [file.Path], options with { Features = ["id"], TargetColumns = ["k"], Target = SequenceTargetKind.StepClasses }));
        Assert.Equal((9, "k"), (error.Row, error.Column));
        error = Blocks.Refused(new CsvSource([file.Path], new() { Features = ["x"], Windows = new() { Window = 2 } }));
        Assert.Equal((8, "x"), (error.Row, error.Column));

        using var differs = new TempFile("id,x,k\na,1,0\na,2,1\n");
        Assert.Contains(
            "another than in the rows before",
            Blocks.Refused(
                new CsvSource([differs.Path], options with { TargetColumns = ["k"], Target = SequenceTargetKind.Class })).Message);
        using var unnamed = new TempFile("id,x\na,1\n,2\n");
        Assert.Equal((3, "id"), (Blocks.Refused(new CsvSource([unnamed.Path], options)) is var e ? (e.Row, e.Column) : default));
        using var narrow = new TempFile("x\n1\n\n2\n3\n\n\n");
        Assert.Equal(
            3,
            Assert.Throws<DataFormatException>(
                () => new CsvSource([narrow.Path], new() { Features = ["x"], Windows = new() { Window = 1 } })).Row);
        using var open = new TempFile("id,x\na,1\nb,\"2\nc,3\n");
        Assert.Equal(3, Assert.Throws<DataFormatException>(() => new CsvSource([open.Path], options)).Row);
    }

    [Theory]
    [InlineData("id,c\na,\"1\nb,2\nc,3\n")]
    [InlineData("id,c\na,1\nb,\"2")]
    [InlineData("id,c\na,\"1\n\nb,2\n")]
    [InlineData("id,c\na,1\"\nb,2\n")]
    [InlineData("id,c\na,\"1\nb,2\nc,\"3\n")]
    [InlineData("id,c\n\"a,1\nb,2\nc,3\n")]
    public void Of_quotes_that_are_wrong_a_source_says_what_the_reader_of_whole_files_says(string text)
    {
        using var file = new TempFile(text);
        string expected = Assert.Throws<DataFormatException>(() => CsvSeries.Read(file.Path, "c")).Message;
        CsvSourceOptions cut = new() { Features = ["c"], Windows = new() { Window = 3 } };
        Assert.Equal(expected, Assert.Throws<DataFormatException>(() => Blocks.ReadAll(new CsvSource([file.Path], cut))).Message);
        CsvSourceOptions named = new() { Features = ["c"], SequenceColumn = "id" };
        Assert.Equal(expected, Assert.Throws<DataFormatException>(() => Blocks.ReadAll(new CsvSource([file.Path], named))).Message);
    }

    [Fact]
    public void A_quote_that_is_open_to_the_end_of_a_large_file_is_named()
    {
        using var file = new TempFile("id,c\na,\"1\n" + string.Concat(Enumerable.Repeat("b,2\n", 1 << 15)));
        DataFormatException error = Assert.Throws<DataFormatException>(
            () => new CsvSource([file.Path], new() { Features = ["c"], SequenceColumn = "id" }));
        Assert.Equal((2, "c"), (error.Row, error.Column));
        Assert.Contains("a quote is opened here and never closed", error.Message);
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        using var file = new TempFile("id,x\na,1\nb,2\n");
        CsvSourceOptions good = new() { Features = ["x"], SequenceColumn = "id" };
        Check("Features is empty", good with { Features = [] });
        Check("Features names column 'x' twice. Name each column once.", good with { Features = ["x", "x"] });
        Check("TargetColumns names column 'x' twice.", good with { TargetColumns = ["x", "x"] });
        Check("Target is 9, which is no SequenceTargetKind", good with { Target = (SequenceTargetKind)9 });
        Check("Windows.Target is 9, which is no WindowTarget", good with
        {
            SequenceColumn = null, Windows = new() { Window = 1, Target = (WindowTarget)9 }
        });
        Check("both of them", good with { SequenceColumn = null });
        Check("both of them", good with { Windows = new() { Window = 1 } });
        Check("Scaler was fitted on 2", good with { Scaler = StandardScaler.Fit([1, 2, 3, 4], 2) });
        Check("TimeColumn", good with { Csv = new() { TimeColumn = "id" } });
        Check("FooterRows", good with { Csv = new() { FooterRows = 1 } });
        Check("fill gaps", good with { Csv = new() { Missing = MissingValues.Interpolate } });
        Check("Target is Labels", good with { Target = SequenceTargetKind.Labels });
        Check("takes one", good with { Target = SequenceTargetKind.Class, TargetColumns = ["id", "x"] });
        Check("Labels makes classes", good with { Labels = LabelSet.Build(["a"]) });
        Check("file of its own", good with { SequenceColumn = null, Windows = new() { Window = 1, LookBack = true } });
        Check("Windows.Horizon is 2147483647: of 2 columns it makes 4294967294 targets", good with
        {
            Features = ["id", "x"], SequenceColumn = null, Windows = new() { Window = 1, Horizon = int.MaxValue }
        });
        Check("0 to 0", good with { SequenceColumn = null, Windows = new() { Window = 1, TargetColumns = [1] } });
        Assert.Contains(
            "no such column", Assert.Throws<DataFormatException>(() => new CsvSource([file.Path], good with { Features = ["z"] })).Message);
        Assert.Contains(
            "2 rows, and one window with its targets needs 3: Window 2, ",
            Assert.Throws<DataFormatException>(
                () => new CsvSource([file.Path], good with { SequenceColumn = null, Windows = new() { Window = 2 } })).Message);
        using var header = new TempFile("id,x\n");
        Assert.Contains("no row of data", Assert.Throws<DataFormatException>(() => new CsvSource([header.Path], good)).Message);
        Assert.NotEqual(
            new CsvSource([file.Path], good).Describe(), new CsvSource([file.Path], good with { Features = ["x", "id"] }).Describe());

        void Check(string words, CsvSourceOptions options) =>
            Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(() => new CsvSource([file.Path], options)).Message);
    }

    [Fact]
    public void Drawn_files_are_read_as_the_reader_of_whole_files_reads_them()
    {
        var random = new SeededRandom(4);
        for (int round = 0; round < 60; round++)
        {
            string end = (random.NextInt(3)) switch { 0 => "\n", 1 => "\r\n", _ => "\r" };
            var text = new System.Text.StringBuilder($"id,t,x{end}");
            int rows = 1 + random.NextInt(60);
            for (int row = 0, id = 0; row < rows; row++)
            {
                id += random.NextInt(4) == 0 ? 1 : 0;
                string cell = random.NextInt(3) switch { 0 => "plain", 1 => $"\"a{end}b\"", _ => "\"q\"\"q\"" };
                text.Append($"{(random.NextInt(2) == 0 ? $"\"s{id}\"" : $"s{id}")},{cell},{row}");
                text.Append(row == rows - 1 && random.NextInt(2) == 0 ? "" : end);
                text.Append(random.NextInt(6) == 0 && row < rows - 1 ? end : "");
            }

            using var file = new TempFile(text.ToString());
            (IReadOnlyList<CsvRecording> whole, _) = CsvRecordings.Read(file.Path, new CsvOptions(), "id", null, "x");
            var source = new CsvSource([file.Path], new()
            {
                Features = ["x"], SequenceColumn = "id", BlockSequences = 1 + random.NextInt(5)
            });
            SequenceSet set = Blocks.ReadAll(source);
            Assert.Equal(whole.Count, set.Count);
            for (int i = 0; i < set.Count; i++)
                Assert.Equal(whole[i].Values, set.Features(i).ToArray());
            Blocks.AssertInAnyOrder(source);
        }
    }

    [Theory]
    [InlineData('\u00A0')]
    [InlineData('\u3000')]
    [InlineData('\u2028')]
    [InlineData('\u0085')]
    [InlineData('\uFEFF')]
    [InlineData('\v')]
    [InlineData('\f')]
    public void Names_that_differ_in_white_space_are_those_of_other_sequences(char space)
    {
        string[] names = ["A", $"A{space}", $"{space}A", " A\t", "A ", "B", $"\" B{space}\"", $"\" \t\"\"B \"", $"{space}", "C"];
        using var file = new TempFile("id,x\n" + string.Concat(names.Select((name, i) => $"{name},{i}\n{name},{i}\n")));
        foreach (int size in new[] { 1, 2, 3, 1024 })
        {
            var source = new CsvSource([file.Path], new() { Features = ["x"], SequenceColumn = "id", BlockSequences = size });
            SequenceSet set = Blocks.ReadAll(source);
            Assert.Equal([2, 2, 2, 4, 2, 2, 2, 2, 2], set.Lengths.ToArray());
            Assert.Equal([3f, 3, 4, 4], set.Features(3).ToArray());
            Blocks.AssertInAnyOrder(source);
        }
    }
}
