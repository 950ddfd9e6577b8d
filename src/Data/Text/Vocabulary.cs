using System.Runtime.InteropServices;
using LstmGen.Serialization;

namespace LstmGen.Data;

/// <summary>
/// Tokens and their ids: <c>&lt;pad&gt;</c> is 0, <c>&lt;unk&gt;</c> 1, then own markers, then tokens by falling count
/// (equal counts in ordinal order). Build it from the training part only.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>The token that fills up short sequences.</summary>
    public const string Pad = "<pad>";

    /// <summary>The token that stands for all unknown ones.</summary>
    public const string Unknown = "<unk>";

    /// <summary>Id of <see cref="Pad"/>.</summary>
    public const int PadId = 0;

    /// <summary>Id of <see cref="Unknown"/>.</summary>
    public const int UnknownId = 1;

    private readonly List<string> _tokens;
    private readonly Dictionary<string, int> _ids;

    private Vocabulary(List<string> tokens)
    {
        _tokens = tokens;
        _ids = new Dictionary<string, int>(tokens.Count, StringComparer.Ordinal);
        for (var i = 0; i < tokens.Count; i++)
            _ids.Add(tokens[i], i);
    }

    /// <summary>Number of tokens, the two special ones included.</summary>
    public int Count => _tokens.Count;

    /// <summary>All tokens; the place is the id.</summary>
    public IReadOnlyList<string> Tokens => _tokens;

    /// <summary>The token with id <paramref name="id"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such id.</exception>
    public string this[int id] => (uint)id < (uint)Count
        ? _tokens[id]
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"Ids are 0..{Count - 1}.");

    /// <summary>Builds a vocabulary from tokenized texts of the training part.</summary>
    /// <param name="texts">The tokenized texts.</param>
    /// <param name="minCount">Rarer tokens become <see cref="Unknown"/>.</param>
    /// <param name="maxSize">Largest <see cref="Count"/>: the rarest tokens beyond become <see cref="Unknown"/>; null for any.</param>
    /// <param name="markers">Tokens to have in any case, from id 2 on, such as begin and end markers.</param>
    /// <exception cref="ArgumentException">A size is out of range, a marker occurs twice, or a text or a token is null.</exception>
    public static Vocabulary Build(
        IEnumerable<IReadOnlyList<string>> texts, int minCount = 1, int? maxSize = null, params ReadOnlySpan<string> markers)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(minCount, 1);
        int most = maxSize ?? int.MaxValue;
        ArgumentOutOfRangeException.ThrowIfLessThan(most, markers.Length + 2, nameof(maxSize));
        List<string> tokens = [Pad, Unknown, .. markers];
        if (tokens.Distinct(StringComparer.Ordinal).Count() != tokens.Count || tokens.Exists(string.IsNullOrEmpty))
            throw new ArgumentException(
                "The markers must differ from each other, from <pad> and from <unk>, and not be empty.", nameof(markers));
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var place = 0;
        foreach (var text in texts)
        {
            if (text is null)
                throw new ArgumentException($"texts[{place}] is null. Leave it out.", nameof(texts));
            for (var i = 0; i < text.Count; i++)
            {
                if (text[i] is null)
                    throw new ArgumentException($"Token {i} of texts[{place}] is null. Leave it out.", nameof(texts));
                CollectionsMarshal.GetValueRefOrAddDefault(counts, text[i], out _)++;
            }

            place++;
        }

        foreach (var special in tokens)
            counts.Remove(special);
        tokens.AddRange(counts
            .Where(c => c.Value >= minCount && c.Key.Length > 0)
            .OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Take(most - tokens.Count)
            .Select(c => c.Key));
        return new Vocabulary(tokens);
    }

    /// <summary>Id of a token; <see cref="UnknownId"/> where it is not known.</summary>
    public int Id(string token) => _ids.GetValueOrDefault(Given.Value(token), UnknownId);

    /// <summary>Whether a token is known.</summary>
    public bool TryGetId(string token, out int id) => _ids.TryGetValue(Given.Value(token), out id);

    /// <summary>Ids of tokens.</summary>
    public int[] Encode(IReadOnlyList<string> tokens)
    {
        Given.RequireItems(tokens, nameof(tokens));
        var ids = new int[tokens.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = Id(tokens[i]);
        return ids;
    }

    /// <summary>Tokens of ids.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such id.</exception>
    public string[] Decode(ReadOnlySpan<int> ids)
    {
        var tokens = new string[ids.Length];
        for (var i = 0; i < tokens.Length; i++)
            tokens[i] = this[ids[i]];
        return tokens;
    }

    /// <summary>
    /// Ids that stand for no text, of a model with room for <paramref name="size"/>: <c>&lt;pad&gt;</c>, <c>&lt;unk&gt;</c>, and those
    /// from <see cref="Count"/> on. What is never to be drawn where a model writes.
    /// </summary>
    public IReadOnlyCollection<int> WithoutText(int size) => [PadId, UnknownId, .. Enumerable.Range(Count, Math.Max(0, size - Count))];

    /// <summary>
    /// The vocabulary as text: one token per row, with <c>\\</c>, <c>\n</c>, <c>\r</c> and <c>\t</c> escaped, and a last row
    /// <c>\end N</c> with their number, by which a file that was cut is noticed.
    /// </summary>
    public string ToText() => TokenLines.Write(_tokens);

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <exception cref="DataFormatException">The text is no vocabulary, or not a whole one.</exception>
    public static Vocabulary FromText(string text, string source = "vocabulary")
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = text.AsSpan(0, Math.Min(text.Length, 2 * (Pad.Length + Unknown.Length))).EnumerateLines();
        if (!first.MoveNext() || !first.Current.SequenceEqual(Pad) || !first.MoveNext() || !first.Current.SequenceEqual(Unknown))
            throw new DataFormatException(
                source, 1, null, "a vocabulary begins with <pad> and <unk>. Use a file that Vocabulary.Save wrote.");
        return new Vocabulary(TokenLines.Read(text, source));
    }

    /// <summary>Writes the vocabulary to a text file.</summary>
    public void Save(string path) => AtomicFile.WriteText(path, ToText());

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <exception cref="DataFormatException">The file is missing, no vocabulary, or not a whole one.</exception>
    public static Vocabulary Load(string path) =>
        FromText(TextFile.ReadAll(path, "a vocabulary, as Vocabulary.Save(path) writes it when the model is trained"), path);
}
