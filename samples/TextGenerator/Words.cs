using LstmGen.Data;

namespace LstmGen.Samples.TextGenerator;

/// <summary>A text as ids of words, marks and line breaks: nine tenths to learn from, the rest to be measured on.</summary>
internal sealed class Words
{
    /// <summary>Words that the model has room for; rarer ones become unknown.</summary>
    public const int Most = 4000;

    private readonly RegexTokenizer _tokenizer = new(@"\n|\w+(?:'\w+)*|[^\w\s]", lowerCase: true);

    public Words(string text)
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
