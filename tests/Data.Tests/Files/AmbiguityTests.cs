using System.Globalization;
using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>What can be read in more than one way is an error, and an option decides it.</summary>
public class AmbiguityTests
{
    private static readonly CsvOptions Timed = new() { TimeColumn = "t" };

    [Theory]
    [InlineData("03/04/2019", "TimeFormat")]
    [InlineData("1.5", "TimeFormat")]
    [InlineData("1949", "TimeFormat")]
    [InlineData("20190304", "TimeFormat")]
    [InlineData("2019-3-4", "TimeFormat")]
    [InlineData("04 Mar 2019", "TimeFormat")]
    [InlineData("13:00", "TimeOfDayColumn")]
    [InlineData("13:00:00", "TimeOfDayColumn")]
    [InlineData("2019-03-04T10:00:00Z", "TimeOffsets")]
    [InlineData("2019-03-04 10:00:00+01:00", "TimeOffsets")]
    [InlineData("2019-03-04T10:00:00.25-0530", "TimeOffsets")]
    [InlineData("2019-02-29", "not a time")]
    [InlineData("2019-03-04 24:00", "not a time")]
    [InlineData("", "the time is empty")]
    public void A_time_that_could_be_another_is_refused_and_the_option_named(string text, string problem)
    {
        var error = Refused($"t,a\n2018-01-01,1\n{text},2\n", Timed);
        Assert.Equal((3, "t"), (error.Row, error.Column));
        Assert.Contains(problem, error.Message);
    }

    [Theory]
    [InlineData("2019-03", "2019-03-01T00:00:00.0000000")]
    [InlineData("2019-03-04", "2019-03-04T00:00:00.0000000")]
    [InlineData("2019-03-04 13:05", "2019-03-04T13:05:00.0000000")]
    [InlineData("2019-03-04T13:05:09", "2019-03-04T13:05:09.0000000")]
    [InlineData(" 2019-03-04 13:05:09.000000 ", "2019-03-04T13:05:09.0000000")]
    [InlineData("2019-03-04 13:05:09.123456700", "2019-03-04T13:05:09.1234567")]
    public void Iso_times_are_read_whatever_the_machines_zone(string text, string expected) =>
        Assert.Equal(expected, Read($"t,a\n{text},1\n", Timed).Times![0].ToString("O", CultureInfo.InvariantCulture));

    [Fact]
    public void Day_first_dates_are_read_by_a_format()
    {
        var series = Read("t,a\n03/04/2019,1\n13/04/2019,2\n", Timed with { TimeFormat = "dd/MM/yyyy" });
        Assert.Equal([new DateTime(2019, 4, 3), new DateTime(2019, 4, 13)], series.Times!);
    }

    [Fact]
    public void Offsets_become_universal_time_or_are_left_out()
    {
        const string Text = "t,a\n2019-03-04T10:00:00Z,1\n2019-03-04T12:30:00+02:00,2\n";
        var utc = Read(Text, Timed with { TimeOffsets = TimeOffsets.ToUtc }).Times!;
        Assert.Equal((new DateTime(2019, 3, 4, 10, 30, 0), DateTimeKind.Utc), (utc[1], utc[1].Kind));
        var local = Read(Text, Timed with { TimeOffsets = TimeOffsets.Ignore }).Times!;
        Assert.Equal((new DateTime(2019, 3, 4, 12, 30, 0), DateTimeKind.Unspecified), (local[1], local[1].Kind));
        Assert.Contains("says no zone", Refused("t,a\n2019-03-04T10:00:00,1\n", Timed with { TimeOffsets = TimeOffsets.ToUtc }).Message);
        var options = Timed with { TimeFormat = "dd.MM.yyyy HH:mm zzz", TimeOffsets = TimeOffsets.ToUtc };
        Assert.Equal(new DateTime(2019, 3, 4, 9, 0, 0), Read("t,a\n04.03.2019 10:00 +01:00,1\n", options).Times![0]);
        Assert.Equal(new DateTime(2019, 3, 4, 10, 0, 0), Read("t,a\n04.03.2019 10:00 +00:00,1\n", options).Times![0]);
        Assert.Contains(
            "says its zone", Refused("t,a\n04.03.2019 10:00 +00:00,1\n", options with { TimeOffsets = TimeOffsets.Refuse }).Message);
    }

    [Fact]
    public void Date_and_time_in_two_columns_with_decimal_comma_marks_and_a_footer()
    {
        // As the air quality data of the UCI repository are written.
        var options = new CsvOptions
        {
            Delimiter = ";", DecimalSeparator = ',', TimeColumn = "Date", TimeOfDayColumn = "Time", TimeFormat = "dd/MM/yyyy HH.mm.ss",
            MissingMarks = ["-200"], Missing = MissingValues.Interpolate, FooterRows = 2,
        };
        const string Text =
            "Date;Time;CO;T;;\n10/03/2004;18.00.00;2,6;13,6;;\n10/03/2004;19.00.00;-200;13,3;;\n10/03/2004;21.00.00;2,2;11,9;;\n"
            + ";;;;;\nsource: x\n";
        var series = Read(Text, options, "CO", "T");
        Assert.Equal(new DateTime(2004, 3, 10, 21, 0, 0), series.Times![2]);
        Assert.Equal(2.6f - 0.4f / 3, series.Row(1)[0], 1e-6f);
        Assert.Equal(11.9f, series.Row(2)[1]);
        Assert.Contains("FooterRows", Refused(Text, options with { FooterRows = 0, Missing = MissingValues.Drop }, "CO").Message);
    }

    [Theory]
    [InlineData("MM-dd HH:mm", "no year")]
    [InlineData("dd/mm/yyyy", "no month")]
    [InlineData("yyyy-mm", "no month")]
    [InlineData("dd/MM/yyyy hh:mm", "am or pm")]
    [InlineData("yyyy-MM HH:mm", "no day")]
    [InlineData("d", "culture")]
    public void A_format_that_leaves_the_time_open_is_refused(string format, string problem)
    {
        using var file = new TempFile("t,a\n2019,1\n");
        Assert.Contains(
            problem, Assert.Throws<ArgumentException>(() => CsvSeries.Read(file.Path, Timed with { TimeFormat = format })).Message);
    }

    [Fact]
    public void Unix_times_are_read_where_the_option_says_so()
    {
        Assert.Equal(
            DateTime.UnixEpoch.AddSeconds(1325317920),
            Read("t,a\n1325317920,1\n", Timed with { TimeFormat = CsvOptions.UnixSeconds }).Times![0]);
        Assert.Contains(
            "not a count", Refused("t,a\n99999999999999999999999,1\n", Timed with { TimeFormat = CsvOptions.UnixMilliseconds }).Message);
    }

    [Fact]
    public void Times_out_of_order_or_repeated_are_refused_sorted_or_kept()
    {
        const string Unordered = "t,a\n2020-01-02,2\n2020-01-01,1\n2020-01-03,3\n";
        Assert.Contains("TimeOrder", Refused(Unordered, Timed).Message);
        Assert.Equal([1, 2, 3], Read(Unordered, Timed with { TimeOrder = TimeOrder.Sort }).Values.ToArray());
        Assert.Equal([2, 1, 3], Read(Unordered, Timed with { TimeOrder = TimeOrder.AsWritten }).Values.ToArray());
        const string Repeated = "t,a\n2020-01-01,1\n2020-01-01,2\n2020-01-03,3\n";
        var error = Refused(Repeated, Timed);
        Assert.Contains("RepeatedTimes", error.Message);
        Assert.Equal(3, error.Row);
        Assert.Equal([1, 2, 3], Read(Repeated, Timed with { RepeatedTimes = RepeatedTimes.Keep }).Values.ToArray());
        Assert.Equal([1, 3], Read(Repeated, Timed with { RepeatedTimes = RepeatedTimes.First }).Values.ToArray());
        Assert.Equal([2, 3], Read(Repeated, Timed with { RepeatedTimes = RepeatedTimes.Last }).Values.ToArray());
    }

    [Fact]
    public void Numbers_with_a_decimal_comma_or_grouped_digits_are_read_as_the_options_say()
    {
        var comma = new CsvOptions { Delimiter = ";", DecimalSeparator = ',' };
        Assert.Equal([1.5f, -2], Read("a;b\n1,5;-2\n", comma).Values.ToArray());
        Assert.Contains("'1.5' is not a number", Refused("a;b\n1.5;2\n", comma).Message);
        Assert.Contains("DecimalSeparator", Refused("a;b\n1,5;2\n", new CsvOptions { Delimiter = ";" }).Message);
        var grouped = new CsvOptions { ThousandsSeparator = ',' };
        Assert.Equal([1234567.5f, -12], Read("a,b\n\"1,234,567.5\",-12\n", grouped).Values.ToArray());
        foreach (var wrong in (string[])["1,23", "12,34,567", ",123", "1234,567", "1.5,000", "1,,234"])
            Assert.Contains("is not a number", Refused($"a,b\n\"{wrong}\",1\n", grouped).Message);
    }

    [Theory]
    [InlineData("?")]
    [InlineData("")]
    public void Missing_values_are_refused_dropped_interpolated_or_carried_forward(string mark)
    {
        var text = $"a,b\n1,10\n{mark},20\n4,30\n";
        Assert.Contains(mark.Length == 0 ? "the cell is empty" : "MissingMarks", Refused(text, new CsvOptions()).Message);
        var marked = new CsvOptions { MissingMarks = ["?"] };
        Assert.Contains("Missing", Refused(text, marked).Message);
        Assert.Equal([1, 10, 4, 30], Read(text, marked with { Missing = MissingValues.Drop }).Values.ToArray());
        Assert.Equal([1, 10, 2.5f, 20, 4, 30], Read(text, marked with { Missing = MissingValues.Interpolate }).Values.ToArray());
        Assert.Equal([1, 10, 1, 20, 4, 30], Read(text, marked with { Missing = MissingValues.CarryForward }).Values.ToArray());
        var begin = Refused($"a,b\n{mark},1\n2,3\n", marked with { Missing = MissingValues.Interpolate });
        Assert.Equal((2, "a"), (begin.Row, begin.Column));
        Assert.Contains("none after", Refused($"a,b\n2,3\n{mark},1\n", marked with { Missing = MissingValues.Interpolate }).Message);
        Assert.Equal([2, 3, 2, 1], Read($"a,b\n2,3\n{mark},1\n", marked with { Missing = MissingValues.CarryForward }).Values.ToArray());
    }

    [Fact]
    public void An_empty_row_of_a_single_column_is_a_missing_value_and_not_skipped()
    {
        Assert.Equal(3, Refused("a\n1\n\n3\n\n\n", new CsvOptions()).Row);
        Assert.Equal([1, 2, 3], Read("a\n1\n\n3\n\n\n", new CsvOptions { Missing = MissingValues.Interpolate }).Values.ToArray());
    }

    [Theory]
    [InlineData("a,b\n\"1\"5,2\n", "follows a closing quote")]
    [InlineData("a,b\n1\"5\",2\n", "inside a field")]
    [InlineData("a,b\n1,\"2\n3,4\n", "never closed")]
    [InlineData("a,b\n1,2\0\n", "NUL")]
    [InlineData("a,b\n1\u00002,2\n", "NUL")]
    public void Quotes_and_nul_that_mean_nothing_are_refused(string text, string problem)
    {
        var error = Refused(text, new CsvOptions());
        Assert.Contains(problem, error.Message);
        Assert.Equal(2, error.Row);
    }

    [Fact]
    public void A_first_row_of_numbers_is_data_or_names_as_the_option_says()
    {
        Assert.Contains("Header = false", Refused("1,2\n3,4\n", new CsvOptions()).Message);
        Assert.Equal([1, 2, 3, 4], Read("1,2\n3,4\n", new CsvOptions { Header = false }).Values.ToArray());
        Assert.Equal(["1", "2"], Read("1,2\n3,4\n", new CsvOptions { Header = true }).Columns);
        Assert.Equal([3f, 4], Read("made by x\n\na,b\n3,4\n", new CsvOptions { SkipRows = 1 }).Values.ToArray());
        Assert.Contains("no name", Refused(",a\n0,1\n", new CsvOptions()).Message);
    }

    [Fact]
    public void A_tab_inside_a_text_is_no_end_of_it()
    {
        using var file = new TempFile("1\ta\n0\tb\tc\n");
        Assert.Equal(2, Assert.Throws<DataFormatException>(() => Tsv.Read(file.Path)).Row);
    }

    [Fact]
    public void Ts_files_keep_to_their_header_and_fill_what_is_missing()
    {
        const string Header = "@seriesLength 3\n@classLabel true x y\n@data\n";
        using var length = new TempFile(Header + "1,2:x\n");
        Assert.Contains("@seriesLength", Assert.Throws<DataFormatException>(() => TsFile.Read(length.Path)).Message);
        using var gaps = new TempFile(Header + "1,?,3:y\n4,5,NaN:x\n");
        Assert.Contains("Missing", Assert.Throws<DataFormatException>(() => TsFile.Read(gaps.Path)).Message);
        var carried = TsFile.Read(gaps.Path, new TsOptions { Missing = MissingValues.CarryForward });
        Assert.Equal([4, 5, 5], carried.Set.Features(1).ToArray());
        Assert.Contains("none after", Assert.Throws<DataFormatException>(
            () => TsFile.Read(gaps.Path, new TsOptions { Missing = MissingValues.Interpolate })).Message);
        using var twice = new TempFile("@classLabel true x x\n@data\n1:x\n");
        Assert.Contains("twice", Assert.Throws<DataFormatException>(() => TsFile.Read(twice.Path)).Message);
    }

    [Fact]
    public void Nab_labels_refuse_half_a_surrogate_pair_a_key_twice_and_a_zone()
    {
        foreach (var (json, row, problem) in new[]
        {
            ("{\n\"\\ud800\": []}", 2, "surrogate"),
            ("{\"a\":\n[\"\\udc00\"]}", 2, "surrogate"),
            ("{\"a\": [],\n\"a\": []}", 2, "twice"),
            ("{\"a\": [\"2014-01-01T00:00:00Z\"]}", 1, "zone"),
            ("{\"a\": [\"01/02/2014\"]}", 1, "not a time"),
            ("{\"a\": [[\"2014-01-01\",\n\"2014-01-02\", \"2014-01-03\"]]}", 2, "expected a list"),
            ("{\"a\": [[\"2014-01-03\", \"2014-01-02\"]]}", 1, "Swap"),
            ("{\"a\": []} x", 1, "not JSON"),
            ("[]", 1, "expected a list"),
        })
        {
            using var file = new TempFile(json);
            var error = Assert.Throws<DataFormatException>(() => NabLabels.Read(file.Path));
            Assert.Equal(row, error.Row);
            Assert.Contains(problem, error.Message);
        }
    }

    [Fact]
    public void A_no_break_space_is_part_of_a_conll_token()
    {
        using var file = new TempFile("New\u00A0York B-loc\n\u00A0 O\n\u3000x\u2003\tO\n", ".conll");
        var tokens = Assert.Throws<DataFormatException>(() => Conll.Read(file.Path, separator: '\t'));
        Assert.Equal(1, tokens.Row);
        Assert.Equal(["New\u00A0York", "\u00A0", "\u3000x\u2003"], Conll.Read(file.Path).Single().Tokens);
    }

    [Fact]
    public void A_row_with_more_columns_than_its_sentence_is_refused()
    {
        using var conll = new TempFile("a O\nNew York B-loc\n");
        Assert.Contains(
            "3 columns, the sentence's other rows have 2", Assert.Throws<DataFormatException>(() => Conll.Read(conll.Path)).Message);
        const string Rest = "\t_\t_\t_\t_\t_\t_\t_\t_\n";
        using var glued = new TempFile($"1\ta{Rest}1\tb{Rest}");
        Assert.Contains("word 1 follows word 1", Assert.Throws<DataFormatException>(() => ConllU.Read(glued.Path)).Message);
    }

    private static TimeSeries Read(string text, CsvOptions options, params string[] columns)
    {
        using var file = new TempFile(text);
        return CsvSeries.Read(file.Path, options, columns);
    }

    private static DataFormatException Refused(string text, CsvOptions options, params string[] columns) =>
        Assert.Throws<DataFormatException>(() => Read(text, options, columns));
}
