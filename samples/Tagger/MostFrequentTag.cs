using LstmGen.Data;

namespace LstmGen.Samples.Tagger;

/// <summary>
/// Gives each word the tag that it mostly has in training, and an unknown one the tag that words seen once mostly have, those
/// with a capital and those without: what the networks must beat.
/// </summary>
internal sealed class MostFrequentTag
{
    private readonly Dictionary<string, string> _best;
    private readonly string _capital, _small;

    public MostFrequentTag(IReadOnlyList<TaggedSentence> train)
    {
        var words =
            train.SelectMany(sentence => sentence.Tokens.Zip(sentence.Tags)).GroupBy(pair => pair.First, pair => pair.Second).ToList();
        _best = words.ToDictionary(tags => tags.Key, Usual);
        _capital =
            Usual(
                words.Where(tags => tags.Count() == 1 && char.IsUpper(tags.Key[0])).SelectMany(tags => tags)
                    .DefaultIfEmpty(_best.Values.First()));
        _small =
            Usual(
                words.Where(tags => tags.Count() == 1 && !char.IsUpper(tags.Key[0])).SelectMany(tags => tags)
                    .DefaultIfEmpty(_best.Values.First()));
    }

    public string Of(string word) => _best.TryGetValue(word, out string? tag) ? tag : char.IsUpper(word[0]) ? _capital : _small;

    private static string Usual(IEnumerable<string> tags) => tags.CountBy(tag => tag).MaxBy(count => count.Value).Key;
}
