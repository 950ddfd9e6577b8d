using System.Text;
using System.Text.Json;

namespace LstmGen.Data.Tests;

/// <summary>Files of small vocabularies: all bytes and a few joined ones. The two kinds have the same tokens and ids.</summary>
internal sealed class SmallVocabularies : IDisposable
{
    /// <summary>Joined tokens in the order of their merges.</summary>
    public static readonly (string Left, string Right)[] Merges =
    [
        ("t", "h"), ("th", "e"), (" ", "the"), ("i", "n"), ("in", "g"), ("\n", "\n"),
        ("\u00C3", "\u00A4"), // the two bytes of the letter a with dots
    ];

    public SmallVocabularies()
    {
        string[] bytes = [.. Enumerable.Range(0, 256).Select(value => ByteLetters.Of((byte)value).ToString())];
        string[] joined = [.. Merges.Select(merge => Letters(merge.Left) + Letters(merge.Right))];
        var ids = bytes.Concat(joined).Select((token, id) => KeyValuePair.Create(token, id)).ToDictionary();
        File.WriteAllText(VocabularyFile, JsonSerializer.Serialize(ids));
        File.WriteAllText(
            MergesFile, "#version: 0.2\n" + string.Concat(Merges.Select(merge => $"{Letters(merge.Left)} {Letters(merge.Right)}\n")));
        IEnumerable<byte[]> tokens =
            Enumerable.Range(0, 256).Select(value => new[] { (byte)value }).Concat(Merges.Select(merge => Bytes(merge.Left + merge.Right)));
        File.WriteAllText(TiktokenFile, string.Concat(tokens.Select((token, id) => $"{Convert.ToBase64String(token)} {id}\n")));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public string VocabularyFile => Path.Combine(Folder, "vocab.json");

    public string MergesFile => Path.Combine(Folder, "merges.txt");

    public string TiktokenFile => Path.Combine(Folder, "small.tiktoken");

    public static IReadOnlyDictionary<string, int> End { get; } = new Dictionary<string, int> { ["<|endoftext|>"] = 256 + Merges.Length };

    public SubwordVocabulary Bpe() => SubwordVocabulary.Bpe(VocabularyFile, MergesFile, End);

    public SubwordVocabulary Tiktoken() => SubwordVocabulary.Tiktoken(TiktokenFile, SubwordVocabulary.Gpt2Pattern, End);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    // Of tokens that are written as one character a byte.
    private static byte[] Bytes(string token) => Encoding.Latin1.GetBytes(token);

    private static string Letters(string token) => string.Concat(Bytes(token).Select(ByteLetters.Of));
}
