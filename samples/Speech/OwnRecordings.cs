using System.CommandLine;
using LstmGen.Data;

namespace LstmGen.Samples.Speech;

/// <summary>Recordings of one's own: CSV files that list WAV files of one word each.</summary>
internal static class OwnRecordings
{
    private static readonly Option<string> FileColumn = new("--file-column")
    {
        Description = "Column of the WAV files; paths are relative to the CSV file",
        DefaultValueFactory = _ => "file",
    };

    private static readonly Option<string> LabelColumn = new("--label-column")
    {
        Description = "Column of the words that are spoken",
        DefaultValueFactory = _ => "label",
    };

    private static readonly Option<string?> SpeakerColumn = new("--speaker-column")
    {
        Description = "Column of the speakers; words of one sequence are of one speaker. Without it all are by one",
    };

    /// <summary>The options, with those of CSV files and of parts.</summary>
    public static Option[] Options { get; } = [FileColumn, LabelColumn, SpeakerColumn, .. CsvFile.OfTexts, .. Samples.Parts.Options];

    public static SpeechData Read(Sample sample)
    {
        Parts<(string Label, string Speaker, float[] Samples)> read = Samples.Parts.Read(
            sample, "recordings", path => Recordings(sample, path));
        LabelSet words = Labels.Build("recordings", LabelColumn.Name, read.Select(one => one.Label));
        Declaration.Require(sample, (nameof(Declared.Classes), Declared.Classes, words.Count, "different words"));
        string name = Path.GetFileNameWithoutExtension(sample.Files[0]);
        return new SpeechData(name, words.Names, read.Select(one => new SpokenWord(one.Samples, words.Id(one.Label), one.Speaker)));
    }

    private static List<(string Label, string Speaker, float[] Samples)> Recordings(Sample sample, string path)
    {
        CsvOptions options = CsvFile.Read(sample, path);
        IReadOnlyList<LabeledText> files = CsvTexts.Read(path, options, sample.Value(FileColumn), sample.Value(LabelColumn));
        IReadOnlyList<LabeledText>? speakers = sample.Value(SpeakerColumn) is { } column
            ? CsvTexts.Read(path, options, sample.Value(FileColumn), column)
            : null;
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return [.. files.Select((file, row) =>
            (file.Label, speakers?[row].Label ?? "speaker", Sound.Samples(WavFile.Read(Path.Combine(folder, file.Text)))))];
    }
}
