using System.Text;

namespace LstmGen.Data;

/// <summary>Small made-up sentences to learn from. The same seed gives the same text everywhere.</summary>
public static class SyntheticText
{
    private static readonly string[] Determiners = ["the", "a", "every", "this"];
    private static readonly string[] Adjectives = ["small", "old", "green", "quiet", "clever"];
    private static readonly string[] Nouns = ["cat", "river", "teacher", "train", "window", "garden"];
    private static readonly string[] Verbs = ["sees", "finds", "likes", "leaves", "paints"];
    private static readonly string[] Adverbs = ["today", "slowly", "again", "often"];
    private static readonly string[] Good = ["wonderful", "charming", "brilliant", "warm", "funny"];
    private static readonly string[] Bad = ["boring", "clumsy", "awful", "cold", "empty"];
    private static readonly string[] Things = ["film", "story", "cast", "music", "ending"];

    /// <summary>Sentences with the tags DET, ADJ, NOUN, VERB and ADV.</summary>
    public static IReadOnlyList<TaggedSentence> Tagged(int count, long seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var random = new SeededRandom(seed);
        var sentences = new TaggedSentence[count];
        for (var i = 0; i < count; i++)
            sentences[i] = Sentence(ref random);
        return sentences;
    }

    /// <summary>
    /// Sentences labelled <c>positive</c> and <c>negative</c> in about equal parts. "not" turns the meaning of the word
    /// after it, so that single words do not decide.
    /// </summary>
    public static IReadOnlyList<LabeledText> Sentiment(int count, long seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var random = new SeededRandom(seed);
        var texts = new LabeledText[count];
        for (var i = 0; i < count; i++)
        {
            var positive = random.NextInt(2) == 1;
            var negated = random.NextInt(2) == 1;
            var words = positive != negated ? Good : Bad;
            texts[i] = new LabeledText(
                positive ? "positive" : "negative",
                $"the {Pick(ref random, Things)} was {(negated ? "not" : "really")} {Pick(ref random, words)}");
        }

        return texts;
    }

    /// <summary>Running text of <paramref name="sentences"/> sentences of the same small grammar, for language models.</summary>
    public static string Running(int sentences, long seed = 0)
    {
        var text = new StringBuilder();
        foreach (var sentence in Tagged(sentences, seed))
            text.AppendJoin(' ', sentence.Tokens).Append(" .\n");
        return text.ToString();
    }

    // S -> NP V NP (Adv)    NP -> Det (Adj) N
    private static TaggedSentence Sentence(ref SeededRandom random)
    {
        var tokens = new List<string>();
        var tags = new List<string>();
        NounPhrase(ref random, tokens, tags);
        Add(ref random, Verbs, "VERB", tokens, tags);
        NounPhrase(ref random, tokens, tags);
        if (random.NextInt(3) == 0)
            Add(ref random, Adverbs, "ADV", tokens, tags);
        return new TaggedSentence(tokens, tags);
    }

    private static void NounPhrase(ref SeededRandom random, List<string> tokens, List<string> tags)
    {
        Add(ref random, Determiners, "DET", tokens, tags);
        if (random.NextInt(2) == 0)
            Add(ref random, Adjectives, "ADJ", tokens, tags);
        Add(ref random, Nouns, "NOUN", tokens, tags);
    }

    private static void Add(ref SeededRandom random, string[] words, string tag, List<string> tokens, List<string> tags)
    {
        tokens.Add(Pick(ref random, words));
        tags.Add(tag);
    }

    private static string Pick(ref SeededRandom random, string[] words) => words[random.NextInt(words.Length)];
}
