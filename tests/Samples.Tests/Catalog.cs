using System.Reflection;
using LstmGen.Samples.Addition;
using LstmGen.Samples.AnomalyDetector;
using LstmGen.Samples.Arithmetic;
using LstmGen.Samples.Cells;
using LstmGen.Samples.CellZoo;
using LstmGen.Samples.CharLanguageModel;
using LstmGen.Samples.Forecast;
using LstmGen.Samples.MultiHead;
using LstmGen.Samples.SensorClassifier;
using LstmGen.Samples.Sentiment;
using LstmGen.Samples.Speech;
using LstmGen.Samples.StackedForecast;
using LstmGen.Samples.Tagger;
using LstmGen.Samples.TextGenerator;
using LstmGen.Samples.Translation;

namespace LstmGen.Samples.Tests;

/// <summary>Every sample, by name.</summary>
internal static class Catalog
{
    private static readonly Dictionary<string, Assembly> Samples = new[]
    {
        typeof(SineForecaster), typeof(NextElement), typeof(NextValue), typeof(SpeakerLstm), typeof(NextWord), typeof(CharGru),
        typeof(NextReading), typeof(AttentionSentiment), typeof(PartOfSpeech), typeof(WaveReader), typeof(WithLstm), typeof(AnswerWriter),
        typeof(CharacterWriter), typeof(AddingJanet),
        typeof(SpeechReader),
    }.Select(model => model.Assembly).ToDictionary(assembly => assembly.GetName().Name!);

    /// <summary>All names.</summary>
    public static IEnumerable<string> All => Samples.Keys;

    /// <summary>The same for theories.</summary>
    public static TheoryData<string> Names => [.. All];

    /// <summary>A model of every class that the samples declare.</summary>
    public static IEnumerable<IRecurrentModel> Models() =>
        from assembly in Samples.Values
        from type in assembly.GetTypes()
        where type.IsAssignableTo(typeof(IRecurrentModel)) && !type.IsAbstract && !type.ContainsGenericParameters
        from constructor in type.GetConstructors().Take(1)
        where constructor.GetParameters().All(parameter => parameter.HasDefaultValue)
        select (IRecurrentModel)constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]);

    /// <summary>The sample's entry point.</summary>
    public static MethodInfo Entry(string sample) => Samples[sample].EntryPoint!;
}
