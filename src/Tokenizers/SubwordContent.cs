using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LstmGen.Data;

/// <summary>All by which a vocabulary of subwords decides ids.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Pattern">The pattern; of a model or a tokenizer of the program's own, its name.</param>
/// <param name="SpecialTokens">Ids of special tokens, in the order of their names.</param>
/// <param name="Vocabulary">The bytes of the file of subwords.</param>
/// <param name="Merges">The bytes of the file of merges; empty where there is none.</param>
internal sealed record SubwordContent(
    SubwordKind Kind, string Pattern, IReadOnlyDictionary<string, int> SpecialTokens, byte[] Vocabulary, byte[] Merges)
{
    private const string Format = "LstmGen subwords 1";
    private const int MostBytes = 1 << 28;

    /// <summary>Ids, where the program says how many there are.</summary>
    public int Size { get; private init; }

    /// <summary>A tokenizer of the program's own.</summary>
    public static SubwordContent Named(string name, int size) =>
        new(SubwordKind.Named, name, new Dictionary<string, int>(), [], []) { Size = size };

    /// <summary>The bytes of a file; unpacked where it is gzip.</summary>
    /// <exception cref="DataFormatException">It is missing, or larger than 256 MB.</exception>
    public static byte[] Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Encoding.UTF8.GetBytes(
            TextFile.ReadAll(path, "a tokenizer's file (vocab.json, merges.txt, .tiktoken), as it is published with its model"));
    }

    /// <summary>A hash of all of it.</summary>
    public string Fingerprint() =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    Json(Convert.ToHexString(SHA256.HashData(Vocabulary)), Convert.ToHexString(SHA256.HashData(Merges))))));

    /// <summary>A row of JSON.</summary>
    public string ToText() => Json(Pack(Vocabulary), Pack(Merges));

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <exception cref="DataFormatException">It is not that.</exception>
    public static SubwordContent FromText(string text, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (root.GetProperty("format").GetString() != Format)
                throw new FormatException("it has another format");
            SubwordKind kind = ParseKind(Text(root, "kind"));
            string pattern = Text(root, "pattern");
            if (kind == SubwordKind.Named)
                return Named(pattern, ReadSize(root.GetProperty("size")));
            var special = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (JsonProperty token in root.GetProperty("special").EnumerateObject())
                special.Add(token.Name, token.Value.GetInt32());
            return new(kind, pattern, SpecialTokenIds.Copy(special), Unpack(Text(root, "vocabulary")), Unpack(Text(root, "merges")));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or ArgumentException or InvalidDataException)
        {
            throw Refused(source, e);
        }
    }

    /// <summary>The error of a text from which no vocabulary can be made.</summary>
    public static DataFormatException Refused(string source, Exception e) => new(
        source, 0, null,
        $"the text is no vocabulary of subwords, or not a whole one ({e.Message}). Use what SubwordVocabulary.ToText or Save wrote.", e);

    private static string Text(JsonElement root, string name) =>
        root.GetProperty(name).GetString() is { } text && (text.Length > 0 || name != "pattern")
            ? text
            : throw new FormatException($"it has no {name}");

    // Enum.TryParse takes numbers too.
    private static SubwordKind ParseKind(string name) =>
        Enum.TryParse(name, out SubwordKind kind) && Enum.IsDefined(kind) && kind.ToString() == name
            ? kind
            : throw new FormatException(
                $"its kind {DataFormatException.Show(name)} is none of {string.Join(", ", Enum.GetNames<SubwordKind>())}");

    private static int ReadSize(JsonElement size) => size.GetInt32() is >= 1 and var ids
        ? ids
        : throw new FormatException($"its size is {size.GetInt32()}, and a vocabulary has at least 1 id");

    private string Json(string vocabulary, string merges)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("kind", Kind.ToString());
            json.WriteString("pattern", Pattern);
            if (Kind == SubwordKind.Named)
            {
                json.WriteNumber("size", Size);
            }
            else
            {
                json.WriteStartObject("special");
                foreach ((string name, int id) in SpecialTokens.OrderBy(token => token.Key, StringComparer.Ordinal))
                    json.WriteNumber(name, id);
                json.WriteEndObject();
                json.WriteString("vocabulary", vocabulary);
                json.WriteString("merges", merges);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(content);
        return string.Create(CultureInfo.InvariantCulture, $"{content.Length}:{Convert.ToBase64String(packed.ToArray())}");
    }

    // The length stands before the content: gzip does not say of a part that it is one.
    private static byte[] Unpack(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length > MostBytes)
            throw new FormatException("a content has no length");
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(text[(colon + 1)..])), CompressionMode.Decompress);
        using var content = new MemoryStream(); // grows with what is there, not with what is said
        byte[] part = new byte[Math.Min(length + 1, 1 << 16)];
        for (int read; content.Length <= length && (read = gzip.Read(part)) > 0;)
            content.Write(part.AsSpan(0, read));
        return content.Length == length ? content.ToArray() : throw new FormatException("a content has not its length");
    }
}
