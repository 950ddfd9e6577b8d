using System.Globalization;
using System.Text;

namespace LstmGen.Samples.Tests;

/// <summary>Samples on files of one's own: they run under any name, and what is wrong with a file is one line and exit code 2.</summary>
public sealed class OwnDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-own-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Forecast")]
    [InlineData("StackedForecast")]
    [InlineData("AnomalyDetector")]
    public void A_series_with_semicolons_and_decimal_commas(string sample) =>
        Runs(
            sample, "--data", Series("strom.csv"), "--column", "wert", "--time-column", "zeit", "--date-format", "dd.MM.yyyy HH:mm",
            "--decimal", "comma");

    [Fact]
    public void Texts_of_two_labels()
    {
        var text = new StringBuilder("words,kind\n");
        for (int i = 0; i < 200; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{(i % 2 == 0 ? "a fine and warm day" : "a cold and bitter night")} {i % 7},{(i % 2 == 0 ? "good" : "bad")}\n");
        Runs("Sentiment", "--data", Write("opinions.csv", text.ToString()), "--text-column", "words", "--label-column", "kind");
    }

    [Fact]
    public void Texts_of_more_classes_than_the_declaration_has_are_refused_with_the_property_to_build_with()
    {
        var text = new StringBuilder("text,label\n");
        for (int i = 0; i < 120; i++)
            text.Append(CultureInfo.InvariantCulture, $"word{i % 6} again,class{i % 6}\n");
        Fails("Classes=6", "Sentiment", "--data", Write("six.csv", text.ToString()));
    }

    [Fact]
    public void Tagged_sentences() => Runs("Tagger", "--data", Sentences(tags: 9));

    [Fact]
    public void Sentences_of_fewer_tags_than_the_declaration_has_are_refused_with_the_property_to_build_with() =>
        Fails("Tags=3", "Tagger", "--data", Sentences(tags: 3));

    [Fact]
    public void Texts_to_write_on() =>
        Runs("TextGenerator", "--data", Write("tale.txt", string.Concat(Enumerable.Repeat("once upon a time there was a king .\n", 200))));

    [Fact]
    public void A_header_in_quotes_has_the_names_that_stand_in_them()
    {
        using var runner =
            new SampleRunner(
                "Forecast", "--data", Write("quoted.csv", "\"load, total\";\"a \"\"b\"\"\"\n1;2\n3;4\n"), "--fast", "--epochs", "1");
        Assert.Equal(2, runner.ExitCode);
        Assert.Contains("has the columns load, total, a \"b\": name the one", runner.Error, StringComparison.Ordinal);

        var rows = new StringBuilder("\"load, total\"\n");
        for (int row = 0; row < 400; row++)
            rows.Append(CultureInfo.InvariantCulture, $"{Math.Sin(row * 0.3):f3}\n");
        Runs("Forecast", "--data", Write("one.csv", rows.ToString()));
    }

    [Theory]
    [InlineData("Forecast", "wert.csv", "wert.csv", "wert-wert", "wert-2-wert")]
    [InlineData("Forecast", "a b.csv", "A-b.csv", "a-b-wert", "a-b-2-wert")]
    [InlineData("AnomalyDetector", "wert.csv", "wert.csv", "wert", "wert-2")]
    public void Files_of_one_name_leave_models_of_their_own(string sample, string one, string other, string first, string second)
    {
        string folder = Path.Combine(_folder, "other");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, other);
        File.Move(Series(other), path);
        using var runner = new SampleRunner(
            sample, "--data", Series(one), path, "--column", "wert", "--time-column", "zeit", "--date-format", "dd.MM.yyyy HH:mm",
            "--decimal", "comma", "--fast", "--epochs", "1");
        Assert.True(runner.ExitCode == 0, $"exit code {runner.ExitCode}: {runner.Error}");
        Assert.True(File.Exists(runner.Left(first + ".safetensors")), first);
        Assert.True(File.Exists(runner.Left(second + ".safetensors")), second);
    }

    [Theory]
    [InlineData("empty", "", "empty.csv")]
    [InlineData("no column", "time,other\n1,2\n2,3\n", "value")]
    [InlineData("no number", "value\n1\ntwo\n3\n", "two")]
    [InlineData("few rows", "value\n1\n2\n3\n", "few.csv")]
    public void Bad_series_are_one_line_and_exit_code_2(string what, string content, string named) =>
        Fails(named, "Forecast", "--data", Write(what == "few rows" ? "few.csv" : "empty.csv", content), "--column", "value");

    private string Sentences(int tags)
    {
        var text = new StringBuilder();
        for (int i = 0; i < 90; i++)
        {
            for (int word = 0; word < tags; word++)
                text.Append(CultureInfo.InvariantCulture, $"word{word}{i % 5} T{word}\n");
            text.Append('\n');
        }

        return Write("mine.conll", text.ToString());
    }

    private string Series(string name)
    {
        var comma = new NumberFormatInfo { NumberDecimalSeparator = "," };
        var text = new StringBuilder("zeit;wert\n");
        var start = new DateTime(2023, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        for (int hour = 0; hour < 800; hour++)
        {
            text.Append(start.AddHours(hour).ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture)).Append(';')
                .Append((10 + Math.Sin(hour * Math.Tau / 24)).ToString("f3", comma)).Append('\n');
        }

        return Write(name, text.ToString());
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static void Runs(string sample, params string[] arguments)
    {
        using var runner = new SampleRunner(sample, [.. arguments, "--fast", "--epochs", "1"]);
        Assert.True(runner.ExitCode == 0, $"exit code {runner.ExitCode}: {runner.Error}");
        Assert.Empty(runner.Error);
    }

    private static void Fails(string named, string sample, params string[] arguments)
    {
        using var runner = new SampleRunner(sample, [.. arguments, "--fast", "--epochs", "1"]);
        Assert.Equal(2, runner.ExitCode);
        Assert.Contains(named, runner.Error, StringComparison.Ordinal);
        Assert.Single(runner.Error.TrimEnd().Split('\n'));
    }
}
