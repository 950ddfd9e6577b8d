using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace LstmGen.Data;

/// <summary>Makes tokenizers from files. They are checked first: the library's own errors name neither file nor row.</summary>
internal static class SubwordFiles
{
    /// <summary>Byte-level BPE.</summary>
    public static (Tokenizer Tokenizer, IEnumerable<int> Ids, IReadOnlyDictionary<string, int> Special) Bpe(
        SubwordContent content, Regex pattern, string source)
    {
        Dictionary<string, int> vocabulary = ReadVocabulary(content.Vocabulary, source);
        RequireBytes(vocabulary, source);
        foreach ((string name, int id) in content.SpecialTokens)
        {
            if (vocabulary.TryGetValue(name, out int own) && own != id)
                throw new ArgumentException(
                    $"The special token '{name}' has the id {own} in {source} and {id} here. Give {own}.", nameof(content));
            if (!vocabulary.ContainsKey(name) && vocabulary.FirstOrDefault(one => one.Value == id).Key is { } other)
                throw new ArgumentException(
                    $"The special token '{name}' has the id {id}, which {source} gives to '{other}'. Give another, such as "
                        + $"{vocabulary.Values.Max() + 1}.", nameof(content));
        }

        try
        {
            var options = new BpeOptions(vocabulary)
            {
                Merges = ReadMerges(content.Merges, vocabulary, source),
                ByteLevel = true,
                PreTokenizer = new RegexPreTokenizer(pattern, content.SpecialTokens),
                SpecialTokens = content.SpecialTokens,
            };
            return (BpeTokenizer.Create(options), vocabulary.Values, content.SpecialTokens);
        }
        catch (Exception e) when (e is not DataFormatException)
        {
            throw Unusable(source, e);
        }
    }

    /// <summary>A tiktoken file.</summary>
    public static (Tokenizer Tokenizer, IEnumerable<int> Ids, IReadOnlyDictionary<string, int> Special) Tiktoken(
        SubwordContent content, Regex? pattern, string source)
    {
        List<int> ids = ReadRanks(content.Vocabulary, source);
        if (content.SpecialTokens.FirstOrDefault(token => ids.Contains(token.Value)) is { Key: { } taken, Value: var id })
            throw new ArgumentException(
                $"The special token '{taken}' has the id {id}, which {source} gives to a text. Give another, such as {ids.Max() + 1}.",
                nameof(content));
        using var file = new MemoryStream(content.Vocabulary);
        try
        {
            TiktokenTokenizer made = pattern is null
                ? TiktokenTokenizer.CreateForModel(content.Pattern, file)
                : TiktokenTokenizer.Create(
                    file, new RegexPreTokenizer(pattern, content.SpecialTokens), normalizer: null, content.SpecialTokens);
            return (made, ids, made.SpecialTokens ?? content.SpecialTokens);
        }
        catch (NotSupportedException e) when (pattern is null)
        {
            throw new ArgumentException(
                $"The model '{content.Pattern}' is not known ({e.Message}). Give a known one, or the pattern: "
                    + "SubwordVocabulary.Tiktoken(file, pattern).", nameof(content), e);
        }
        catch (Exception e) when (e is not ArgumentException)
        {
            throw Unusable(source, e);
        }
    }

    private static DataFormatException Unusable(string source, Exception e) =>
        new(source, 0, null, $"no tokenizer can be made of it: {e.Message} Get the file again.", e);

    private static Dictionary<string, int> ReadVocabulary(byte[] json, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
            var known = new Dictionary<int, string>();
            foreach (JsonProperty token in document.RootElement.EnumerateObject())
            {
                int id = token.Value.GetInt32();
                if (id < 0)
                    throw new FormatException($"'{token.Name}' has the id {id}, and ids are not negative");
                if (!vocabulary.TryAdd(token.Name, id))
                    throw new FormatException($"'{token.Name}' stands twice");
                if (!known.TryAdd(id, token.Name))
                    throw new FormatException($"'{known[id]}' and '{token.Name}' have the id {id}");
            }

            return vocabulary.Count > 0 ? vocabulary : throw new FormatException("it is empty");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new DataFormatException(
                source, 0, null, $"the file is no object of subwords and their ids ({e.Message}). Give vocab.json.", e);
        }
    }

    // Without all bytes some texts would lose characters without a word.
    private static void RequireBytes(Dictionary<string, int> vocabulary, string source)
    {
        for (int value = 0; value < 256; value++)
        {
            string letter = ByteLetters.Of((byte)value).ToString();
            if (!vocabulary.ContainsKey(letter))
                throw new DataFormatException(
                    source, 0, null,
                    $"byte 0x{value:X2}, written '{letter}', has no id, so that this is no vocabulary of byte-level BPE. Use one that "
                        + "has all 256 bytes, or make the tokenizer yourself and give it to SubwordVocabulary.Of.");
        }
    }

    private static List<string> ReadMerges(byte[] text, Dictionary<string, int> vocabulary, string source)
    {
        var merges = new List<string>();
        int row = 0;
        foreach (string line in Encoding.UTF8.GetString(text).Split('\n'))
        {
            row++;
            string merge = line.TrimEnd('\r');
            if (merge.Length == 0 || (row == 1 && merge.StartsWith("#version", StringComparison.Ordinal)))
                continue;
            if (merge.Split(' ') is not [{ Length: > 0 } left, { Length: > 0 } right])
                throw new DataFormatException(
                    source, 0, null, $"row {row} of the merges is '{merge}', not two subwords with a blank between. Give merges.txt.");
            foreach (string part in new[] { left, right, left + right })
            {
                if (!vocabulary.ContainsKey(part))
                    throw new DataFormatException(
                        source, 0, null,
                        $"row {row} of the merges has '{part}', which the vocabulary has not. Give the two files of one model.");
            }

            merges.Add(merge);
        }

        return merges;
    }

    private static List<int> ReadRanks(byte[] text, string source)
    {
        var ids = new List<int>();
        var known = new HashSet<int>();
        int row = 0;
        foreach (string line in Encoding.UTF8.GetString(text).Split('\n'))
        {
            row++;
            string entry = line.TrimEnd('\r');
            if (entry.Length == 0)
                continue;
            int blank = entry.IndexOf(' ', StringComparison.Ordinal);
            if (blank <= 0 || !Base64.IsValid(entry.AsSpan(0, blank))
                || !int.TryParse(entry.AsSpan(blank + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
                throw new DataFormatException(
                    source, row, null, $"'{entry}' is not a token in base 64, a blank and its id. Give a tiktoken file.");
            if (!known.Add(id))
                throw new DataFormatException(source, row, null, $"the id {id} stands twice. Get the file again.");
            ids.Add(id);
        }

        return ids.Count > 0 ? ids : throw new DataFormatException(source, 0, null, "there is no token in the file. Give a tiktoken file.");
    }
}
