using System.Text.RegularExpressions;
using LstmGen.Serialization;
using Microsoft.ML.Tokenizers;

namespace LstmGen.Data;

/// <summary>
/// Subwords and their ids, of a tokenizer of Microsoft.ML.Tokenizers: byte-level BPE as of GPT-2 (<c>vocab.json</c> and
/// <c>merges.txt</c>), tiktoken files, or any other. Every text has ids, and texts come back from them.
/// </summary>
/// <remarks>
/// Where a text has the name of a special token, such as <c>&lt;|endoftext|&gt;</c>, it becomes that token. A vocabulary may be used by
/// several threads at once.
/// </remarks>
/// <example><code>
/// SubwordVocabulary vocabulary = SubwordVocabulary.Bpe("vocab.json", "merges.txt");
/// int[] ids = vocabulary.Encode("a text");
/// var source = TextSource.NextToken(["corpus.txt"], vocabulary.Encode);
/// model.Save("model.safetensors", new ModelSaveOptions { Metadata = new Dictionary&lt;string, string&gt; { ["vocabulary"] =
/// vocabulary.ToText() } });
/// </code></example>
public sealed partial class SubwordVocabulary
{
    /// <summary>
    /// The expression by which GPT-2 cuts texts before it merges bytes. Source: Radford et al. 2019, "Language models are unsupervised
    /// multitask learners", the encoder published with it.
    /// </summary>
    public const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private readonly SubwordContent _content;

    private SubwordVocabulary(Tokenizer tokenizer, SubwordContent content, int size, IReadOnlyDictionary<string, int> specialTokens)
    {
        (Tokenizer, _content, Size, SpecialTokens) = (tokenizer, content, size, specialTokens);
        Fingerprint = content.Fingerprint();
    }

    /// <summary>The tokenizer.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>One more than the largest id: the number of rows of an embedding of these ids.</summary>
    public int Size { get; }

    /// <summary>Ids of tokens that stand for no text, by name; none of a tokenizer given to <see cref="Of"/>.</summary>
    public IReadOnlyDictionary<string, int> SpecialTokens { get; }

    /// <summary>
    /// A hash of all by which ids are decided, in hexadecimal digits: equal for equal vocabularies. Of a tokenizer given to
    /// <see cref="Of"/>, of its name and size alone.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>Byte-level BPE as of GPT-2 and models that followed it.</summary>
    /// <param name="vocabularyFile">A JSON object of subwords and their ids, <c>vocab.json</c>.</param>
    /// <param name="mergesFile">Pairs of subwords that are joined, a row for each, the first before the others, <c>merges.txt</c>.</param>
    /// <param name="specialTokens">Ids of tokens that stand for no text; null for none. A name that the vocabulary has keeps its id
    /// there.</param>
    /// <param name="pattern">How texts are cut before; null for <see cref="Gpt2Pattern"/>.</param>
    /// <exception cref="DataFormatException">A file is missing, or no such file.</exception>
    /// <exception cref="ArgumentException">The pattern is malformed, or a special token has another id in the vocabulary.</exception>
    public static SubwordVocabulary Bpe(
        string vocabularyFile, string mergesFile, IReadOnlyDictionary<string, int>? specialTokens = null, string? pattern = null) => Make(
            new SubwordContent(
                SubwordKind.Bpe, pattern ?? Gpt2Pattern, SpecialTokenIds.Copy(specialTokens), SubwordContent.Read(vocabularyFile),
                SubwordContent.Read(mergesFile)),
            vocabularyFile);

    /// <summary>A tiktoken file: a row for each token with its bytes in base 64 and its id, which is its rank too.</summary>
    /// <param name="file">The file.</param>
    /// <param name="pattern">How texts are cut before. It belongs to the file: that of <c>r50k_base</c> and <c>p50k_base</c> is
    /// <see cref="Gpt2Pattern"/>; tiktoken's own source lists those of others.</param>
    /// <param name="specialTokens">Ids of tokens that stand for no text; null for none.</param>
    /// <exception cref="DataFormatException">The file is missing, or no such file.</exception>
    /// <exception cref="ArgumentException">The pattern is malformed, or a special token has the id of another.</exception>
    public static SubwordVocabulary Tiktoken(string file, string pattern, IReadOnlyDictionary<string, int>? specialTokens = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        return Make(
            new SubwordContent(SubwordKind.Tiktoken, pattern, SpecialTokenIds.Copy(specialTokens), SubwordContent.Read(file), []), file);
    }

    /// <summary>
    /// A tiktoken file with the pattern and the special tokens of a model of OpenAI, as Microsoft.ML.Tokenizers knows them.
    /// </summary>
    /// <param name="file">The file that belongs to the model.</param>
    /// <param name="model">The model, such as <c>gpt2</c>, <c>gpt-4</c> or <c>gpt-4o</c>.</param>
    /// <exception cref="DataFormatException">The file is missing, or no such file.</exception>
    /// <exception cref="ArgumentException">The model is not known.</exception>
    public static SubwordVocabulary TiktokenOfModel(string file, string model)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        return Make(
            new SubwordContent(SubwordKind.TiktokenModel, model, new Dictionary<string, int>(), SubwordContent.Read(file), []), file);
    }

    /// <summary>Any tokenizer. <see cref="ToText"/> holds its name and not its content.</summary>
    /// <param name="tokenizer">The tokenizer, which several threads may use at once.</param>
    /// <param name="size">One more than its largest id.</param>
    /// <param name="name">A name by which a program knows the tokenizer again.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty, or <paramref name="size"/> below 1.</exception>
    public static SubwordVocabulary Of(Tokenizer tokenizer, int size, string name)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new(tokenizer, SubwordContent.Named(name, size), size, new Dictionary<string, int>());
    }

    /// <summary>Ids of a text; none of an empty one.</summary>
    /// <exception cref="ArgumentException">The tokenizer gives an id that is not below <see cref="Size"/>.</exception>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int[] ids = [.. Tokenizer.EncodeToIds(text)];
        foreach (int id in ids)
        {
            if ((uint)id >= (uint)Size)
                throw new ArgumentException(
                    $"The tokenizer gives id {id} for {Show(text)}, but the size is {Size}. Give the size that it has.", nameof(text));
        }

        return ids;
    }

    /// <summary>The text of ids. Bytes that are no whole character become U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such id.</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        for (int i = 0; i < ids.Length; i++)
        {
            if ((uint)ids[i] >= (uint)Size)
                throw new ArgumentOutOfRangeException(nameof(ids), ids[i], $"Id {i} is {ids[i]}; ids are 0..{Size - 1}.");
        }

        return ids.IsEmpty ? "" : Tokenizer.Decode(ids.ToArray()) ?? "";
    }

    /// <summary>
    /// The vocabulary as one row of text, packed: all that <see cref="FromText"/> needs, for a model's metadata or a file. Of a tokenizer
    /// given to <see cref="Of"/>, its name.
    /// </summary>
    public string ToText() => _content.ToText();

    /// <summary>Makes the vocabulary that <see cref="ToText"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="other">Makes a tokenizer that was given to <see cref="Of"/>, from its name; null where there is none.</param>
    /// <param name="source">Where the text comes from, for messages.</param>
    /// <exception cref="DataFormatException">The text is no vocabulary, or not a whole one.</exception>
    /// <exception cref="ArgumentException">The text names a tokenizer, and <paramref name="other"/> is null.</exception>
    public static SubwordVocabulary FromText(string text, Func<string, Tokenizer>? other = null, string source = "vocabulary")
    {
        ArgumentNullException.ThrowIfNull(text);
        SubwordContent content = SubwordContent.FromText(text, source);
        if (content.Kind != SubwordKind.Named)
        {
            try
            {
                return Make(content, source);
            }
            catch (ArgumentException e)
            {
                throw SubwordContent.Refused(source, e); // its pattern, model or special tokens, which are no arguments here
            }
        }

        Tokenizer made = other?.Invoke(content.Pattern) ?? throw new ArgumentException(
            $"{source} names the tokenizer '{content.Pattern}' and does not hold it. Give a function that makes it: "
                + "FromText(text, name => ...).", nameof(other));
        return new(made, content, content.Size, new Dictionary<string, int>());
    }

    /// <summary>Writes <see cref="ToText"/> to a file.</summary>
    public void Save(string path) => AtomicFile.WriteText(path, ToText() + "\n");

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="other">Makes a tokenizer that was given to <see cref="Of"/>, from its name; null where there is none.</param>
    /// <exception cref="DataFormatException">The file is missing, no vocabulary, or not a whole one.</exception>
    /// <exception cref="ArgumentException">The file names a tokenizer, and <paramref name="other"/> is null.</exception>
    public static SubwordVocabulary Load(string path, Func<string, Tokenizer>? other = null) =>
        FromText(
            TextFile.ReadAll(path, "a vocabulary, as SubwordVocabulary.Save(path) writes it when the model is trained").TrimEnd(), other,
            path);

    private static string Show(string text) => text.Length <= 40 ? $"'{text}'" : $"'{text[..40]}...'";

    private static SubwordVocabulary Make(SubwordContent content, string source)
    {
        Regex? pattern = content.Kind == SubwordKind.TiktokenModel ? null : new Regex(content.Pattern, RegexOptions.CultureInvariant);
        (Tokenizer tokenizer, IEnumerable<int> ids, IReadOnlyDictionary<string, int> special) = content.Kind == SubwordKind.Bpe
            ? SubwordFiles.Bpe(content, pattern!, source)
            : SubwordFiles.Tiktoken(content, pattern, source);
        int largest = ids.Concat(special.Values).Max();
        return largest < int.MaxValue
            ? new(tokenizer, content, largest + 1, special)
            : throw new DataFormatException(source, 0, null, $"an id is {largest}, and ids are below that. Give smaller ones.");
    }
}
