using System.IO.Compression;

namespace LstmGen.Bench.Torch.Translation;

/// <summary>
/// Sentences of Multi30k, German and English, cut into batches of like lengths; words are numbered as they come, since the time does not
/// depend on which word it is.
/// </summary>
internal sealed class TranslationData
{
    public const int SourceWords = 7859, TargetWords = 5921, Batch = 96;
    private const int Start = 2, End = 3, FirstWord = 4;

    public TranslationData(string folder, int batches)
    {
        int[][] source = Read(folder, "train.de", SourceWords), target = Read(folder, "train.en", TargetWords);
        if (source.Length < batches * Batch)
            throw new ArgumentException(
                $"{batches} batches need {batches * Batch} sentences, but {folder} has {source.Length}.", nameof(batches));
        Pairs = [.. source.Zip(target).Take(batches * Batch).OrderBy(pair => pair.Second.Length).ThenBy(pair => pair.First.Length)];
    }

    /// <summary>Words of both languages between the marks of start and end, short sentences first.</summary>
    public (int[] Source, int[] Target)[] Pairs { get; }

    /// <summary>Words that are to be written, the mark of the end with them.</summary>
    public int Words => Pairs.Sum(pair => pair.Target.Length - 1);

    public SequenceSet Set(int pairs) => SequenceSet
        .NextToken([.. Pairs.Take(pairs).Select(pair => pair.Target)])
        .WithSource(SequenceSet.FromTokens([.. Pairs.Take(pairs).Select(pair => pair.Source)]));

    private static int[][] Read(string folder, string name, int words)
    {
        string path = Path.Combine(folder, name);
        using Stream file = File.OpenRead(File.Exists(path) ? path : path + ".gz");
        using StreamReader reader = new(File.Exists(path) ? file : new GZipStream(file, CompressionMode.Decompress));
        Dictionary<string, int> ids = [];
        List<int[]> sentences = [];
        while (reader.ReadLine() is { } line)
            sentences.Add([Start, .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Id), End]);
        return [.. sentences];

        int Id(string word)
        {
            if (!ids.TryGetValue(word, out int id))
                ids.Add(word, id = FirstWord + ids.Count % (words - FirstWord));
            return id;
        }
    }
}
