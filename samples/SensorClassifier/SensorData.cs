using LstmGen.Data;

namespace LstmGen.Samples.SensorClassifier;

/// <summary>Recordings with their classes.</summary>
/// <param name="Name">Name of the data.</param>
/// <param name="Train">To learn from.</param>
/// <param name="Validation">To choose the best epoch by; null where the last one is kept.</param>
/// <param name="Test">To be measured on.</param>
/// <param name="Classes">Names of the classes.</param>
/// <param name="Floor">What must be beaten, in words.</param>
internal sealed record SensorData(
    string Name, SequenceSet Train, SequenceSet? Validation, SequenceSet Test, IReadOnlyList<string> Classes, string Floor)
{
    /// <summary>The training and the test file of an archive.</summary>
    public static SensorData Of(TsData train, TsData test, string floor) =>
        new(train.Name, train.Set, null, test.Set, train.Classes, floor);

    /// <summary>Files of one's own.</summary>
    public static SensorData Own(Sample sample)
    {
        (Parts<Recording> recordings, IReadOnlyList<string> channels) = RecordingFile.Read(sample);
        LabelSet labels = RecordingFile.Classes(recordings);
        Require(sample, channels.Count, labels.Count);
        double share = Labels.MostFrequentShare(recordings.Select(recording => recording.Label));
        return new SensorData(
            Path.GetFileNameWithoutExtension(sample.Files[0]), Set(recordings.Train), Set(recordings.Validation), Set(recordings.Test),
            labels.Names, $"most frequent class {Digits.Percent(share)}");

        SequenceSet Set(IReadOnlyList<Recording> part) => RecordingFile.Set(part, channels.Count, labels);
    }

    /// <summary>Demands that the models are declared for so many channels and classes.</summary>
    public static void Require(Sample sample, int channels, int classes) =>
        Declaration.Require(
            sample, (nameof(Declared.Channels), Declared.Channels, channels, "channels"),
            (nameof(Declared.Classes), Declared.Classes, classes, "classes"));
}
