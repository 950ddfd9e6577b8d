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
        return Encoding.UTF8.GetBytes(TextFile.ReadAll(path));
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
            SubwordKind kind = Enum.Parse<SubwordKind>(root.GetProperty("kind").GetString()!);
            string pattern = root.GetProperty("pattern").GetString()!;
            if (kind == SubwordKind.Named)
                return Named(pattern, root.GetProperty("size").GetInt32());
            var special = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (JsonProperty token in root.GetProperty("special").EnumerateObject())
                special[token.Name] = token.Value.GetInt32();
            return new(
                kind, pattern, special, Unpack(root.GetProperty("vocabulary").GetString()!),
                Unpack(root.GetProperty("merges").GetString()!));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or ArgumentException or InvalidDataException)
        {
            throw new DataFormatException(
                source, 0, null,
                $"the text is no vocabulary of subwords, or not a whole one ({e.Message}). Use what "
                    + "SubwordVocabulary.ToText or Save wrote.", e);
        }
    }

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
        byte[] content = new byte[length];
        if (gzip.ReadAtLeast(content, length, throwOnEndOfStream: false) != length || gzip.ReadByte() >= 0)
            throw new FormatException("a content has not its length");
        return content;
    }
}
