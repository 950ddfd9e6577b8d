using LstmGen.Data;

namespace LstmGen.Samples.Tagger;

/// <summary>Tagged sentences in a training, a validation and a test part, every word as its <see cref="Looks"/>.</summary>
internal sealed class Sentences
{
    /// <summary>Looks that the models have room for.</summary>
    public const int Vocabulary = 24_000;

    private readonly Dictionary<string, int> _counts;
    private readonly UsualTag? _usual;

    /// <summary>Sets the parts up.</summary>
    /// <param name="train">To learn from.</param>
    /// <param name="validation">To choose the best epoch by.</param>
    /// <param name="test">To be measured on.</param>
    /// <param name="veil">
    /// A word that occurs n times in training is shown as unknown there with probability veil / (veil + n), so that the model
    /// learns from its looks and the rest of the sentence (Kiperwasser and Goldberg 2016).
    /// </param>
    /// <param name="seed">Decides which.</param>
    /// <param name="withUsual">Whether a word's <see cref="UsualTag"/> is one more look.</param>
    public Sentences(
        IReadOnlyList<TaggedSentence> train, IReadOnlyList<TaggedSentence> validation, IReadOnlyList<TaggedSentence> test, double veil,
        long seed, bool withUsual = false)
    {
        _usual = withUsual ? new UsualTag(train) : null;
        _counts = train.SelectMany(sentence => sentence.Tokens).CountBy(token => token.ToLowerInvariant()).ToDictionary();
        var random = new SeededRandom(seed);
        Words =
            LstmGen.Data.Vocabulary.Build(
                train.Select(sentence => (IReadOnlyList<string>)[.. Tokens(sentence, See, learnt: true)]), minCount: 2,
                maxSize: Vocabulary);
        Tags = LabelSet.Build(train.Concat(validation).Concat(test).SelectMany(sentence => sentence.Tags));
        Train =
            Encode(
                train,
                word => random.NextDouble() * (veil + Count(word)) < veil ? Looks.Of(word, LstmGen.Data.Vocabulary.Unknown) : See(word),
                learnt: true);
        (Validation, Test) = (Encode(validation, See, learnt: false), Encode(test, See, learnt: false));
        TestSentences = test;
        Floor = new MostFrequentTag(train);
    }

    public Vocabulary Words { get; }

    public LabelSet Tags { get; }

    public SequenceSet Train { get; }

    public SequenceSet Validation { get; }

    public SequenceSet Test { get; }

    public IReadOnlyList<TaggedSentence> TestSentences { get; }

    /// <summary>What must be beaten.</summary>
    public MostFrequentTag Floor { get; }

    private string[] See(string word) => Looks.Of(word, Count(word) > 1 ? word.ToLowerInvariant() : LstmGen.Data.Vocabulary.Unknown);

    private int Count(string word) => _counts.GetValueOrDefault(word.ToLowerInvariant());

    private IEnumerable<string> Tokens(
        TaggedSentence sentence, Func<string, string[]> see, bool learnt) => sentence.Tokens.SelectMany((word, i) =>
        _usual is null ? see(word) : [.. see(word), _usual.Of(word, learnt ? sentence.Tags[i] : null)]);

    private SequenceSet Encode(IReadOnlyList<TaggedSentence> sentences, Func<string, string[]> see, bool learnt) => SequenceSet
        .FromTokens([.. sentences.Select(sentence => Tokens(sentence, see, learnt).Select(Words.Id).ToArray())])
        .WithStepClasses(
            [.. sentences.Select(sentence => sentence.Tags.Select(Tags.Id).ToArray())],
            stepsPerTarget: _usual is null ? Looks.PerWord : Looks.PerWord + 1);
}
