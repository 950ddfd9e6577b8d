using LstmGen.Data;

namespace LstmGen.Samples.CharLanguageModel;

/// <summary>A text as ids: the first nine tenths to learn from, the rest to be measured on.</summary>
internal sealed class Characters
{
    /// <summary>Ids that the models have room for; rarer characters become unknown.</summary>
    public const int Most = 96;

    private readonly CharacterTokenizer _tokenizer = new();

    public Characters(string text)
    {
        IReadOnlyList<string> all = _tokenizer.Tokenize(text);
        IReadOnlyList<string> train = [.. all.Take(all.Count * 9 / 10)];
        Vocabulary = Vocabulary.Build([train], maxSize: Most);
        Train = Vocabulary.Encode(train);
        Test = Vocabulary.Encode([.. all.Skip(train.Count)]);
    }

    public Vocabulary Vocabulary { get; }

    public int[] Train { get; }

    public int[] Test { get; }

    public int[] Encode(string text) => Vocabulary.Encode(_tokenizer.Tokenize(text));
}
