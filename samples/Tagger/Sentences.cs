using LstmGen.Data;

namespace LstmGen.Samples.Tagger;

/// <summary>Tagged sentences in a training and a test part; words that occur once stand for unknown ones by their signature.</summary>
internal sealed class Sentences
{
    /// <summary>Words that the models have room for.</summary>
    public const int Vocabulary = 16_000;

    private readonly Dictionary<string, int> _known;

    /// <summary>Sets the parts up.</summary>
    /// <param name="train">To learn from.</param>
    /// <param name="validation">To choose the best epoch by.</param>
    /// <param name="test">To be measured on.</param>
    /// <param name="veiled">Further copies of the training part in which rare words are often replaced by their signature, so that the model learns from the rest of the sentence.</param>
    /// <param name="seed">Decides which.</param>
    public Sentences(
        IReadOnlyList<TaggedSentence> train, IReadOnlyList<TaggedSentence> validation, IReadOnlyList<TaggedSentence> test, int veiled = 0, ulong seed = 0)
    {
        _known = train.SelectMany(sentence => sentence.Tokens).CountBy(token => token).Where(pair => pair.Value > 1).ToDictionary();
        Words = LstmGen.Data.Vocabulary.Build(train.Select(sentence => (IReadOnlyList<string>)[.. sentence.Tokens.Select(Seen)]), maxSize: Vocabulary);
        Tags = LabelSet.Build(train.SelectMany(sentence => sentence.Tags));
        (Train, Validation, Test) = (Encode(train), Encode(validation), Encode(test));
        var random = new SeededRandom(seed);
        if (veiled > 0)
            Train = Encode([.. Enumerable.Range(0, veiled).SelectMany(_ => train.Select(sentence => Veil(sentence))), .. train]);
        Floor = MostFrequentTag(train, test);

        TaggedSentence Veil(TaggedSentence sentence) => sentence with
        {
            // With probability 3 / (3 + count), after Kiperwasser and Goldberg 2016.
            Tokens = [.. sentence.Tokens.Select(token => random.NextDouble() * (3 + _known.GetValueOrDefault(token)) < 3 ? Signature.Of(token) : token)],
        };
    }

    public Vocabulary Words { get; }

    public LabelSet Tags { get; }

    public SequenceSet Train { get; }

    public SequenceSet Validation { get; }

    public SequenceSet Test { get; }

    /// <summary>Accuracy of giving each word its most frequent tag.</summary>
    public double Floor { get; }

    /// <summary>Ids of a sentence's words.</summary>
    public int[] Encode(IReadOnlyList<string> tokens) => [.. tokens.Select(Id)];

    private string Seen(string token) => _known.ContainsKey(token) || token[0] == '<' && token[^1] == '>' ? token : Signature.Of(token);

    private int Id(string token) =>
        Words.TryGetId(Seen(token), out int id) || Words.TryGetId(token.ToLowerInvariant(), out id) ? id : Words.Id(Signature.Of(token, ending: false));

    private SequenceSet Encode(IReadOnlyList<TaggedSentence> sentences) => SequenceSet
        .FromTokens([.. sentences.Select(sentence => Encode(sentence.Tokens))])
        .WithStepClasses([.. sentences.Select(sentence => Array.ConvertAll([.. sentence.Tags], Tag))]);

    // A tag that training does not have cannot be learnt; it is left out of loss and accuracy.
    private int Tag(string tag) => Tags.TryGetId(tag, out int id) ? id : TextSets.IgnoreIndex;

    private static double MostFrequentTag(IReadOnlyList<TaggedSentence> train, IReadOnlyList<TaggedSentence> test)
    {
        var pairs = train.SelectMany(sentence => sentence.Tokens.Zip(sentence.Tags)).ToList();
        Dictionary<string, string> best = pairs.GroupBy(pair => pair.First).ToDictionary(
            group => group.Key,
            group => group.CountBy(pair => pair.Second).MaxBy(count => count.Value).Key);
        string usual = pairs.CountBy(pair => pair.Second).MaxBy(count => count.Value).Key;
        return test.SelectMany(sentence => sentence.Tokens.Zip(sentence.Tags)).Average(pair => best.GetValueOrDefault(pair.First, usual) == pair.Second ? 1.0 : 0.0);
    }
}
