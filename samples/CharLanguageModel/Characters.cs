using LstmGen.Data;

namespace LstmGen.Samples.CharLanguageModel;

/// <summary>A text as ids: the first nine tenths to learn from, the rest to be measured on.</summary>
internal sealed class Characters
{
    private readonly CharacterTokenizer _tokenizer = new();

    /// <param name="text">The text.</param>
    /// <param name="validate">Whether a tenth before the last is for choosing the best epoch.</param>
    public Characters(string text, bool validate)
    {
        IReadOnlyList<string> all = _tokenizer.Tokenize(text);
        int learnt = all.Count * (validate ? 8 : 9) / 10, held = all.Count * 9 / 10;
        IReadOnlyList<string> train = [.. all.Take(learnt)];
        Vocabulary = Vocabulary.Build([train], maxSize: Declared.Characters);
        int kinds = train.Distinct().Count();
        Cut = kinds + 2 <= Declared.Characters
            ? ""
            : $"{kinds} kinds of characters, of which the models have room for the {Vocabulary.Count - 2} most frequent; "
                + $"the others become unknown ({Declaration.Change("Characters", kinds + 2)})";
        Train = Vocabulary.Encode(train);
        Validation = validate ? Vocabulary.Encode([.. all.Skip(learnt).Take(held - learnt)]) : [];
        Test = Vocabulary.Encode([.. all.Skip(held)]);
        Start = _tokenizer.Tokenize("the ").All(token => Vocabulary.TryGetId(token, out _)) ? "the " : string.Concat(all.Take(4));
    }

    /// <summary>Characters that training has and the models have no room for; empty where all have.</summary>
    public string Cut { get; }

    public Vocabulary Vocabulary { get; }

    public int[] Train { get; }

    /// <summary>To choose the best epoch by; empty where the last one is kept.</summary>
    public int[] Validation { get; }

    public int[] Test { get; }

    /// <summary>What is gone on from where nothing else is asked for.</summary>
    public string Start { get; }

    public int[] Encode(string text) => Vocabulary.Encode(_tokenizer.Tokenize(text));
}
