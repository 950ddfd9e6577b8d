using System.Globalization;
using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>A real set as a folder of CSV files with a file of labels is the set that it was.</summary>
public sealed class RealRecordingsTests : IDisposable
{
    private const string Vowels = "seqclass-japanesevowels/JapaneseVowels_TRAIN.ts";

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [RealDataFact(Vowels)]
    public void Vowels_as_a_file_each_are_the_set_of_the_ts_file()
    {
        TsData vowels = TsFile.Read(RealData.Path(Vowels));
        int channels = vowels.Set.FeatureCount;
        string[] header = [.. Enumerable.Range(1, channels).Select(c => $"c{c}")];
        for (int i = 0; i < vowels.Set.Count; i++)
        {
            IEnumerable<string> rows = vowels.Set.Features(i).ToArray().Chunk(channels)
                .Select(row => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
            File.WriteAllLines(Path.Combine(_folder, $"{i}.csv"), [string.Join(',', header), .. rows]);
        }

        File.WriteAllLines(
            Path.Combine(_folder, "labels.csv"),
            ["recording,speaker",
                .. Enumerable.Range(0, vowels.Set.Count).Select(i => $"{i},{vowels.Classes[vowels.Set.Targets().Classes(i)[0]]}")]);
        var (recordings, names) =
            LabeledRecordings.Folder(
                _folder, Path.Combine(_folder, "labels.csv"), "recording", "speaker", labelOptions: new TableOptions { Header = true });
        Assert.Equal(270, recordings.Count);
        Assert.Equal(header, names);
        for (int i = 0; i < recordings.Count; i++)
        {
            Assert.Equal(vowels.Set.Features(i).ToArray(), recordings[i].Values);
            Assert.Equal(vowels.Classes[vowels.Set.Targets().Classes(i)[0]], recordings[i].Label);
        }
    }
}
