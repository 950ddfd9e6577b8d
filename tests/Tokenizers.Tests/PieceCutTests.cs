using System.Text;
using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Texts in pieces have the ids of the whole, whatever their white space is.</summary>
public sealed class PieceCutTests : IDisposable
{
    // Those of tiktoken's cl100k_base and o200k_base.
    private const string Later =
        @"'(?i:[sdmt]|re|ve|ll)|(?>[^\r\n\p{L}\p{N}]?)\p{L}+|\p{N}{1,3}| ?(?>[^\s\p{L}\p{N}]+)[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Latest =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
            + @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
            + @"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly string[] Spaces =
        ["\n", "\n", "\r\n", "\r\n", "\r", " ", " ", "  ", "\t", "\v", "\f", "\u0085", "\u00A0", "\u2028", "\u2029", "\u3000"];

    private static readonly string[] Others =
    [
        "a", "the", "B", "I", "'s", "'LL", "'", "12", "7890", "\u00B2", "\u0660", "\u0301", ".", "?!", "/",
        "\u00E4", "\u6F22", "\u01C5", "😀",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(SubwordVocabulary.Gpt2Pattern)]
    [InlineData(Later)]
    [InlineData(Latest)]
    [InlineData("gpt2")]
    [InlineData("gpt-4")]
    [InlineData("gpt-4o")]
    public void Pieces_have_the_ids_of_the_whole_with_all_kinds_of_white_space(string pattern)
    {
        SubwordVocabulary vocabulary = Pairs(pattern);
        string path = Path.Combine(_folder, "text.txt");
        var random = new SeededRandom(11);
        int cuts = 0;
        for (int round = 0; round < 400; round++)
        {
            // Each text has some kinds of its own, so that there are some with \r\n alone.
            string[] spaces = [.. Enumerable.Range(0, 1 + random.NextInt(3)).Select(_ => Spaces[random.NextInt(Spaces.Length)])];
            string text = Draw(random, spaces, 2 + random.NextInt(4));
            File.WriteAllText(path, text);
            cuts += AssertSame(vocabulary, text, [.. SubwordVocabulary.Pieces(path, null, new PieceCut([]), 40, 100_000)]);
            cuts += AssertSame(vocabulary, text, [.. AtAllPlaces(text, new PieceCut([]))]);
        }

        Assert.InRange(cuts, 4000, int.MaxValue);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData(".\r\n")]
    [InlineData(" ")]
    public void Files_of_many_pieces_have_the_ids_of_the_whole(string end)
    {
        string path = Path.Combine(_folder, "lines.txt"), text = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"line {i}{end}"));
        File.WriteAllText(path, text);
        foreach (string pattern in new[] { SubwordVocabulary.Gpt2Pattern, "gpt-4", "gpt-4o" })
        {
            SubwordVocabulary vocabulary = Pairs(pattern);
            Assert.Equal(vocabulary.Encode(text), vocabulary.EncodeFiles([path]));
        }

        string[] pieces = [.. SubwordVocabulary.Pieces(path, null, new PieceCut([]), 1 << 16, 1 << 20)];
        Assert.InRange(pieces.Length, text.Length / (1 << 17), int.MaxValue);
    }

    [Fact]
    public void Special_tokens_with_white_space_in_their_names_are_not_cut()
    {
        string[] names = ["a the", "the\na", "<| of text |>", "x\r\n"];
        SubwordVocabulary vocabulary = Pairs(
            SubwordVocabulary.Gpt2Pattern, names.Select((name, i) => KeyValuePair.Create(name, 100_000 + i)).ToDictionary());
        string path = Path.Combine(_folder, "text.txt");
        var random = new SeededRandom(12);
        int cuts = 0, special = 0;
        for (int round = 0; round < 300; round++)
        {
            string text = Draw(random, ["\n", " ", "\r\n", .. names], 2);
            File.WriteAllText(path, text);
            cuts += AssertSame(vocabulary, text, [.. SubwordVocabulary.Pieces(path, null, new PieceCut(names), 40, 100_000)]);
            cuts += AssertSame(vocabulary, text, [.. AtAllPlaces(text, new PieceCut(names))]);
            special += vocabulary.Encode(text).Count(id => id >= 100_000);
        }

        Assert.InRange(cuts, 3000, int.MaxValue);
        Assert.InRange(special, 3000, int.MaxValue);
        Assert.Equal(0, new PieceCut(names).Last("b<| of"));
        Assert.Equal(1, new PieceCut([]).Last("b the"));
    }

    // Cuts the text, and the parts again, as long as there is a place.
    private static IEnumerable<string> AtAllPlaces(string text, PieceCut cut) => cut.Last(text) is var at && at > 0
        ? AtAllPlaces(text[..at], cut).Concat(AtAllPlaces(text[at..], cut))
        : [text];

    private static int AssertSame(SubwordVocabulary vocabulary, string text, string[] pieces)
    {
        Assert.Equal(text, string.Concat(pieces));
        Assert.Equal(vocabulary.Encode(text), pieces.SelectMany(vocabulary.Encode));
        return pieces.Length - 1;
    }

    private static string Draw(SeededRandom random, string[] spaces, int others)
    {
        var text = new StringBuilder();
        for (int i = 0; i < 150; i++)
        {
            if (random.NextInt(others) == 0)
                text.Append(spaces[random.NextInt(spaces.Length)]);
            else
                text.Append(Others[random.NextInt(Others.Length)]);
        }

        return text.ToString();
    }

    // Of a pattern, or of the model of that name. All bytes, and each pair of bytes that the texts have: where a token of the pattern
    // begins and ends shows in the ids.
    private SubwordVocabulary Pairs(string pattern, Dictionary<string, int>? specialTokens = null)
    {
        string file = Path.Combine(_folder, "pairs.tiktoken");
        byte[] used = [.. Encoding.UTF8.GetBytes(string.Concat(Spaces.Concat(Others)) + "line.0123456789").Distinct().Order()];
        IEnumerable<byte[]> tokens = Enumerable.Range(0, 256).Select(value => new[] { (byte)value }).Concat(
            used.SelectMany(left => used.Select(right => new[] { left, right })));
        File.WriteAllText(file, string.Concat(tokens.Select((token, id) => $"{Convert.ToBase64String(token)} {id}\n")));
        return pattern.StartsWith("gpt", StringComparison.Ordinal)
            ? SubwordVocabulary.TiktokenOfModel(file, pattern)
            : SubwordVocabulary.Tiktoken(file, pattern, specialTokens);
    }
}
