using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LstmGen.Testing;

namespace LstmGen.Samples.Tests;

/// <summary>What every sample's command line has in common.</summary>
public partial class CommandLineTests
{
    public static TheoryData<string> Samples => Catalog.Names;

    [Theory, MemberData(nameof(Samples))]
    public void Bad_common_options_are_one_line_and_exit_code_2(string sample)
    {
        Fails(sample, "--epochs", "--epochs", "0");
        Fails(sample, "many", "--epochs", "many");
        Fails(sample, "--threads", "--threads", "-1");
        Fails(sample, "--data", "--data", "no-such-folder");
        Fails(sample, "--nonsense", "--nonsense");
        Fails(sample, "tpu", "--device", "tpu");
    }

    [WithoutDeviceFact(GpuKind.Cuda)]
    public void A_device_that_is_not_there_is_one_line_and_exit_code_2() =>
        Fails("Arithmetic", "--device is cuda", "--device", "cuda");

    [Theory]
    [InlineData("Forecast", "--column", "--column", "x")]
    [InlineData("Forecast", "series.csv", "--data", "series.csv", "--column", "x")]
    [InlineData("Forecast", "--window", "--window", "1")]
    [InlineData("Arithmetic", "--sequence", "--sequence", "1,2,x,4")]
    [InlineData("Arithmetic", "--sequence", "--sequence", "1,2")]
    [InlineData("CharLanguageModel", "--model", "--model", "transformer")]
    [InlineData("CharLanguageModel", "Temperature", "--temperature", "-1")]
    [InlineData("CharLanguageModel", "--beams", "--beams", "-1")]
    [InlineData("TextGenerator", "--length", "--length", "0")]
    [InlineData("AnomalyDetector", "--threshold", "--threshold", "0")]
    [InlineData("Sentiment", "--model", "--model", "big")]
    [InlineData("Sentiment", "vectors.txt", "--vectors", "vectors.txt")]
    [InlineData("Cells", "--length", "--length", "1")]
    [InlineData("CellZoo", "--cell", "--cell", "Transformer")]
    [InlineData("CellZoo", "--length", "--length", "1")]
    [InlineData("Addition", "--question", "--question", "5-3")]
    [InlineData("Addition", "--question", "--question", "5+")]
    [InlineData("Speech", "--leave-out is 'nobody'", "--leave-out", "nobody")]
    [InlineData("Speech", "parrot", "--digits", "parrot")]
    [InlineData("Speech", "--digits is recordings", "--digits", "recordings")]
    [InlineData("Speech", "none", "--model", "none")]
    [InlineData("Speech", "--file is 'no.wav'", "--file", "no.wav")]
    [InlineData("Speech", "--model is whole", "--live", "--model", "whole")]
    [InlineData("Speech", "--live is 'no.raw'", "--live", "no.raw")]
    [InlineData("Speech", "--rate is given without --live", "--rate", "8000")]
    [InlineData("Speech", "--rate is 5", "--live", "--rate", "5")]
    [InlineData("Speech", "--trained is 'no-such-folder'", "--trained", "no-such-folder")]
    [InlineData("Speech", "--trained is given without", "--trained", ".")]
    [InlineData("Speech", "--digits is given beside --trained", "--trained", ".", "--digits", "tones")]
    [InlineData("Speech", "there is no live.safetensors", "--trained", ".", "--live")]
    [InlineData("Speech", "--language is 'no.txt'", "--language", "no.txt")]
    public void Bad_options_of_a_sample_are_one_line_and_exit_code_2(string sample, string named, params string[] arguments) =>
        Fails(sample, named, arguments);

    [Theory, MemberData(nameof(SampleSeeds.Repeated), MemberType = typeof(SampleSeeds))]
    public void The_same_seed_prints_the_same_figures(string sample) =>
        Assert.Equal(SampleRunner.FiguresOfOneEpoch(sample, 1), SampleRunner.FiguresOfOneEpoch(sample, 1));

    [Theory, MemberData(nameof(Samples))]
    public void Help_lists_the_options_and_the_readme_explains_each_on_one_screen(string sample)
    {
        using var runner = new SampleRunner(sample, "--help");
        Assert.Equal(0, runner.ExitCode);
        string[] options = [.. Option().Matches(runner.Text).Select(match => match.Value).Distinct().Except(["--version", "--help"])];
        Assert.Empty(new[] { "--data", "--epochs", "--seed", "--threads", "--device", "--ranks", "--out", "--fast" }.Except(options));

        string readme = File.ReadAllText(Path.Combine(Folder(), "../../samples", sample, "README.md"));
        Assert.All(options, option => Assert.Contains(option, readme, StringComparison.Ordinal));
        Assert.InRange(readme.Split('\n').Length, 10, 40);
    }

    private static void Fails(string sample, string named, params string[] arguments)
    {
        using var runner = new SampleRunner(sample, [.. arguments, "--fast"]);
        Assert.Equal(2, runner.ExitCode);
        Assert.Contains(named, runner.Error, StringComparison.Ordinal);
        Assert.Single(runner.Error.TrimEnd().Split('\n'));
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Option();
}
