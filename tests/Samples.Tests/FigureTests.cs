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

/// <summary>Every sample, in fast mode and with a fixed seed, reaches figures that a broken model would not.</summary>
public class FigureTests
{
    [Fact]
    public void Arithmetic_learns_the_next_element()
    {
        Dictionary<string, double> figures = Figures<NextElement>();
        Assert.InRange(figures["last-epoch MSE"], 0, 3e-4);
        Assert.InRange(figures["largest error of five"], 0, 6);
    }

    [Fact]
    public void Stacked_forecast_beats_the_last_value()
    {
        Dictionary<string, double> figures = Figures<NextValue>();
        Assert.InRange(figures["sine test MSE"], 0.009, 0.03);
        Assert.True(figures["sine test MSE"] < figures["sine last-value MSE"]);
    }

    [Fact]
    public void Sensor_classifier_tells_nine_classes_apart_with_lstm_and_gru()
    {
        Dictionary<string, double> figures = Figures<SpeakerLstm>();
        Assert.InRange(figures["LSTM accuracy"], 75, 100);
        Assert.InRange(figures["GRU accuracy"], 75, 100);
    }

    [Fact]
    public void Text_generator_beats_a_trigram()
    {
        Dictionary<string, double> figures = Figures<NextWord>();
        Assert.InRange(figures["perplexity"], 3, figures["trigram perplexity"]);
    }

    [Fact]
    public void Character_model_learns_made_text()
    {
        Dictionary<string, double> figures = Figures<CharGru>();
        Assert.InRange(figures["nats per character"], 0.2, 1.3);
    }

    [Fact]
    public void Anomaly_detector_finds_made_faults()
    {
        Dictionary<string, double> figures = Figures<NextReading>();
        Assert.InRange(figures["windows found"], 2, 4);
        Assert.InRange(figures["false alarms"], 0, 5);
    }

    [Fact]
    public void Sentiment_understands_not()
    {
        Dictionary<string, double> figures = Figures<AttentionSentiment>();
        Assert.InRange(figures["test accuracy"], 90, 100);
        Assert.True(figures["test accuracy"] > figures["naive Bayes"]);
    }

    [Fact]
    public void Tagger_learns_made_grammar_with_and_without_crf()
    {
        Dictionary<string, double> figures = Figures<PartOfSpeech>();
        Assert.InRange(figures["parts of speech accuracy"], 95, 100);
        Assert.InRange(figures["names entity F1"], 90, 100);
        Assert.InRange(figures["names with CRF entity F1"], 90, 100);
    }

    [Fact]
    public void Both_heads_learn_from_one_body()
    {
        Dictionary<string, double> figures = Figures<WaveReader>();
        Assert.InRange(figures["shape accuracy"], 55, 100);
        Assert.InRange(figures["frequency error"], 0, 0.6);
    }

    [Fact]
    public void Cells_with_gates_remember_two_numbers()
    {
        Dictionary<string, double> figures = Figures<WithLstm>();
        Assert.InRange(figures["LSTM MSE"], 0, 0.05);
        Assert.InRange(figures["GRU MSE"], 0, 0.05);
    }

    private static Dictionary<string, double> Figures<TModel>()
    {
        using SampleRunner runner = SampleRunner.Fast<TModel>();
        return runner.Figures();
    }
}
