using System.Runtime.InteropServices;
using LstmGen.Data;

namespace LstmGen.Samples.Tagger;

/// <summary>
/// The tag that a word mostly has in training, as one more look at it: what the most frequent tag knows, the network then knows too,
/// however small the corpus. In training a word's own occurrence does not count, or its tag would be given away.
/// </summary>
internal sealed class UsualTag
{
    private const string None = "tag of no other place";

    private readonly Dictionary<string, Dictionary<string, int>> _counts = [];

    public UsualTag(IReadOnlyList<TaggedSentence> train)
    {
        foreach ((string word, string tag) in train.SelectMany(sentence => sentence.Tokens.Zip(sentence.Tags)))
        {
            ref Dictionary<string, int>? tags = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, word, out _);
            CollectionsMarshal.GetValueRefOrAddDefault(tags ??= [], tag, out _)++;
        }
    }

    /// <summary>The look of a word; <paramref name="own"/> is its tag where it is one of training.</summary>
    public string Of(string word, string? own)
    {
        (string? Tag, int Count) best = (null, 0);
        foreach ((string tag, int count) in _counts.GetValueOrDefault(word) ?? [])
        {
            int others = count - (tag == own ? 1 : 0);
            if (others > best.Count || others == best.Count && others > 0 && string.CompareOrdinal(tag, best.Tag) < 0)
                best = (tag, others);
        }

        return best.Tag is null ? None : "tag " + best.Tag;
    }
}
