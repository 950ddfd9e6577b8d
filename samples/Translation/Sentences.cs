using System.IO.Compression;
using LstmGen.Data;

namespace LstmGen.Samples.Translation;

/// <summary>Multi30k (Elliott et al. 2016): captions in German and English, lower-cased words separated by blanks.</summary>
/// <param name="Source">Words of the source that occur at least twice.</param>
/// <param name="Target">The same of the target.</param>
/// <param name="Parts">Pairs of sentences as words.</param>
internal sealed record Sentences(Vocabulary Source, Vocabulary Target, Parts<(string[] Source, string[] Target)> Parts)
{
    private const string StartMark = "<start>", EndMark = "<end>";

    public int Start => Target.Id(StartMark);

    public int End => Target.Id(EndMark);

    public static Sentences Read(string folder)
    {
        (string[], string[])[] Pairs(string part) => [.. Lines(folder, $"{part}.de").Zip(Lines(folder, $"{part}.en"))];
        var parts = new Parts<(string[] Source, string[] Target)>(Pairs("train"), Pairs("val"), Pairs("test_2016_flickr"));
        return new(
            Vocabulary.Build(parts.Train.Select(pair => pair.Source), minCount: 2, markers: [StartMark, EndMark]),
            Vocabulary.Build(parts.Train.Select(pair => pair.Target), minCount: 2, markers: [StartMark, EndMark]), parts);
    }

    /// <summary>What the writer reads and is to write, with what the reader reads.</summary>
    public SequenceSet Set(IEnumerable<(string[] Source, string[] Target)> pairs) => SequenceSet
        .NextToken([.. pairs.Select(pair => (int[])[Start, .. Target.Encode(pair.Target), End])])
        .WithSource(Sources(pairs.Select(pair => pair.Source)));

    /// <summary>What the reader reads, between the marks, so that both ends can be looked at.</summary>
    public SequenceSet Sources(IEnumerable<string[]> sentences) =>
        SequenceSet.FromTokens([.. sentences.Select(words => (int[])[Source.Id(StartMark), .. Source.Encode(words), Source.Id(EndMark)])]);

    private static IEnumerable<string[]> Lines(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        using Stream file = File.OpenRead(File.Exists(path) ? path : path + ".gz");
        using var reader = new StreamReader(File.Exists(path) ? file : new GZipStream(file, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
