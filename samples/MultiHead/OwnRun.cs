using System.CommandLine;
using LstmGen.Data;

namespace LstmGen.Samples.MultiHead;

/// <summary>Recordings of one's own that have a class and a number.</summary>
internal static class OwnRun
{
    private static readonly Option<string> ValueColumn = new("--value-column")
    {
        Description = "Column of the number that belongs to a recording", DefaultValueFactory = _ => "value"
    };

    public static Option[] Options { get; } = [ValueColumn, .. RecordingFile.Options];

    public static void Execute(Sample sample, SampleReport report)
    {
        (Parts<Recording> recordings, IReadOnlyList<string> channels) = RecordingFile.Read(sample, ValueColumn);
        LabelSet labels = RecordingFile.Classes(recordings);
        Declaration.Require(
            sample, (nameof(Declared.Channels), Declared.Channels, channels.Count, "channels"),
            (nameof(Declared.Classes), Declared.Classes, labels.Count, "classes"));
        StandardScaler scaler = StandardScaler.Fit(Set(recordings.Train)),
            numbers = StandardScaler.Fit([.. recordings.Train.Select(recording => recording.Number)], 1);
        SequenceSet train = Targets(recordings.Train), validation = Targets(recordings.Validation), test = Targets(recordings.Test);

        var model = new WaveReader(sample.Seed);
        Console.WriteLine(model.Describe());
        HeadMetric[] metrics = [new("shape", new Accuracy(labels.Count)), new("frequency", new Mae())];
        History history =
            sample.Train(
                model, train,
                sample.FitOwn(train, validation, batch: 16, updates: 1500) with { Optimizer = new Adam(3e-3f), Metrics = metrics });

        Evaluation after = model.Evaluate(test, metrics);
        float unit = numbers.StandardDeviation[0], mean = numbers.Mean[0];
        report.Figure(
            "class accuracy", Digits.Percent(after.Metrics["shape.accuracy"]),
            $"most frequent class {Digits.Percent(Labels.MostFrequentShare(recordings.Select(recording => recording.Label)))}");
        report.Figure(
            "number error", Digits.Show(after.Metrics["frequency.mae"] * unit),
            "mean absolute; always answering the mean gives "
            + $"{Digits.Show(recordings.Test.Average(recording => Math.Abs(recording.Number - mean)))}");
        report.Losses("both", history);
        report.Model("both", model, scaler.ToMetadata("input.").Concat(numbers.ToMetadata("number.")).ToDictionary());

        SequenceSet Set(IReadOnlyList<Recording> part) => RecordingFile.Set(part, channels.Count, labels, "shape");

        SequenceSet Targets(IReadOnlyList<Recording> part)
        {
            float[] targets = [.. part.Select(recording => recording.Number)];
            numbers.TransformInPlace(targets);
            return scaler.Transform(Set(part)).WithValues(targets, 1, "frequency");
        }
    }
}
