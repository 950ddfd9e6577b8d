using LstmGen.Data;

namespace LstmGen.Samples.Tagger;

/// <summary>Made sentences whose noun phrases count as names: B-NP, I-NP and O.</summary>
internal static class MadeNames
{
    public static IReadOnlyList<TaggedSentence> Draw(int count, long seed) =>
        [.. SyntheticText.Tagged(count, seed).Select(sentence => new TaggedSentence(sentence.Tokens, [.. sentence.Tags.Select(Mark)]))];

    private static string Mark(string tag) => tag switch
    {
        "DET" => "B-NP",
        "ADJ" or "NOUN" => "I-NP",
        _ => "O",
    };
}
