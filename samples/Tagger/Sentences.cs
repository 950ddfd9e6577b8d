using LstmGen.Data;

namespace LstmGen.Samples.Tagger;

/// <summary>Tagged sentences in a training and a test part; words that occur once stand for unknown ones by their signature.</summary>
internal sealed class Sentences
{
    /// <summary>Words that the models have room for.</summary>
    public const int Vocabulary = 16_000;

    private readonly HashSet<string> _known;

    public Sentences(IReadOnlyList<TaggedSentence> train, IReadOnlyList<TaggedSentence> validation, IReadOnlyList<TaggedSentence> test)
    {
        _known = [.. train.SelectMany(sentence => sentence.Tokens).CountBy(token => token).Where(pair => pair.Value > 1).Select(pair => pair.Key)];
        Words = LstmGen.Data.Vocabulary.Build(train.Select(sentence => (IReadOnlyList<string>)[.. sentence.Tokens.Select(Seen)]), maxSize: Vocabulary);
        Tags = LabelSet.Build(train.SelectMany(sentence => sentence.Tags));
        (Train, Validation, Test) = (Encode(train), Encode(validation), Encode(test));
        Floor = MostFrequentTag(train, test);
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

    private string Seen(string token) => _known.Contains(token) ? token : Signature.Of(token);

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
