using LstmGen.Data;

namespace LstmGen.Samples.TextGenerator;

/// <summary>A text as ids of words, marks and line breaks: nine tenths to learn from, the rest to be measured on.</summary>
internal sealed class Words
{
    private readonly RegexTokenizer _tokenizer = new(@"\n|\w+(?:'\w+)*|[^\w\s]", lowerCase: true);

    /// <param name="text">The text.</param>
    /// <param name="validate">Whether a tenth before the last is for choosing the best epoch.</param>
    public Words(string text, bool validate)
    {
        IReadOnlyList<string> all = _tokenizer.Tokenize(text);
        int learnt = all.Count * (validate ? 8 : 9) / 10, held = all.Count * 9 / 10;
        IReadOnlyList<string> train = [.. all.Take(learnt)];
        Vocabulary = Vocabulary.Build([train], maxSize: Declared.Words);
        int kinds = train.Distinct().Count();
        Train = Vocabulary.Encode(train);
        Cut = kinds + 2 <= Declared.Words
            ? ""
            : $"{kinds} different words, of which the model has room for the {Vocabulary.Count - 2} most frequent; "
                + $"the others, {Digits.Percent((double)Train.Count(id => id == Vocabulary.UnknownId) / Train.Length)} of the text, "
                + $"become unknown ({Declaration.Change("Words", kinds + 2)})";
        Validation = validate ? Vocabulary.Encode([.. all.Skip(learnt).Take(held - learnt)]) : [];
        Test = Vocabulary.Encode([.. all.Skip(held)]);
        Start = _tokenizer.Tokenize("the").All(token => Vocabulary.TryGetId(token, out _)) ? "the" : all[0];
    }

    /// <summary>Words that training has and the model has no room for; empty where all have.</summary>
    public string Cut { get; }

    public Vocabulary Vocabulary { get; }

    public int[] Train { get; }

    /// <summary>To choose the best epoch by; empty where the last one is kept.</summary>
    public int[] Validation { get; }

    public int[] Test { get; }

    /// <summary>What is gone on from where nothing else is asked for.</summary>
    public string Start { get; }

    public int[] Encode(string text) => Vocabulary.Encode(_tokenizer.Tokenize(text));

    /// <summary>A prompt and the words after it, with blanks between words but not before marks.</summary>
    public IEnumerable<string> Join(string prompt, IEnumerable<int> ids)
    {
        yield return prompt;
        string before = prompt;
        foreach (string word in ids.Select(id => Vocabulary[id]))
        {
            yield return word is "\n" or "," or "." or "!" or "?" or ";" or ":" || before == "\n" ? word : " " + word;
            before = word;
        }
    }
}
