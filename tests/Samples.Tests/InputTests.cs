using LstmGen.Samples.AnomalyDetector;
using LstmGen.Samples.Arithmetic;
using LstmGen.Samples.Cells;
using LstmGen.Samples.CharLanguageModel;
using LstmGen.Samples.MultiHead;
using LstmGen.Samples.Sentiment;
using LstmGen.Samples.SensorClassifier;
using LstmGen.Samples.StackedForecast;
using LstmGen.Samples.Tagger;
using LstmGen.Samples.TextGenerator;

namespace LstmGen.Samples.Tests;

/// <summary>Bad input is one line and exit code 2, before any training; the same seed gives the same figures.</summary>
public class InputTests
{
    [Fact]
    public void Every_sample_refuses_bad_common_options_in_one_line()
    {
        Refuses<NextElement>();
        Refuses<NextValue>();
        Refuses<SpeakerLstm>();
        Refuses<NextWord>();
        Refuses<CharGru>();
        Refuses<NextReading>();
        Refuses<AttentionSentiment>();
        Refuses<PartOfSpeech>();
        Refuses<WaveReader>();
        Refuses<WithLstm>();
    }

    [Fact]
    public void Own_options_are_checked()
    {
        Fails<NextElement>("--sequence", "--sequence", "1,2,x,4");
        Fails<NextElement>("--sequence", "--sequence", "1,2");
        Fails<CharGru>("--model", "--model", "transformer");
        Fails<CharGru>("Temperature", "--temperature", "-1");
        Fails<NextWord>("--length", "--length", "0");
        Fails<NextReading>("--threshold", "--threshold", "0");
        Fails<AttentionSentiment>("--model", "--model", "big");
        Fails<WithLstm>("--length", "--length", "1");
    }

    [Fact]
    public void The_same_seed_prints_the_same_figures()
    {
        using SampleRunner first = SampleRunner.Fast<NextElement>(seed: 5), second = SampleRunner.Fast<NextElement>(seed: 5), other = SampleRunner.Fast<NextElement>(seed: 6);
        Assert.Equal(first.Figures(), second.Figures());
        Assert.NotEqual(first.Figures(), other.Figures());
    }

    private static void Refuses<TModel>()
    {
        Fails<TModel>("--epochs", "--epochs", "0");
        Fails<TModel>("many", "--epochs", "many");
        Fails<TModel>("--data", "--data", "no-such-folder");
        Fails<TModel>("--nonsense", "--nonsense");
    }

    private static void Fails<TModel>(string named, params string[] arguments)
    {
        using var runner = new SampleRunner();
        runner.Run<TModel>([.. arguments, "--fast"]);
        Assert.Equal(2, runner.ExitCode);
        Assert.Contains(named, runner.Error, StringComparison.Ordinal);
        Assert.Single(runner.Error.TrimEnd().Split('\n'));
    }
}
