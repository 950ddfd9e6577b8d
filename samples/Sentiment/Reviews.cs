using LstmGen.Data;

namespace LstmGen.Samples.Sentiment;

/// <summary>Labelled sentences in three parts; the vocabulary is the training part's.</summary>
internal sealed class Reviews
{
    /// <summary>Words that the models have room for.</summary>
    public const int Vocabulary = 10_000;

    private const int Longest = 60;

    private readonly WhitespaceTokenizer _tokenizer = new(lowerCase: true);
    private readonly LabelSet _labels;

    public Reviews(IReadOnlyList<LabeledText> train, IReadOnlyList<LabeledText> validation, IReadOnlyList<LabeledText> test, int minCount)
    {
        _labels = LabelSet.Build(train.Select(text => text.Label));
        if (_labels.Count != 2)
            throw new ArgumentException($"The training part has {_labels.Count} labels; sentiment has 2.");
        Words = LstmGen.Data.Vocabulary.Build(TextSets.Tokens(train, _tokenizer), minCount, Vocabulary);
        (Train, Validation, Test) = (Encode(train), Encode(validation), Encode(test));
        TestTexts = test;
    }

    public Vocabulary Words { get; }

    public SequenceSet Train { get; }

    public SequenceSet Validation { get; }

    public SequenceSet Test { get; }

    public IReadOnlyList<LabeledText> TestTexts { get; }

    /// <summary>Names of the two classes.</summary>
    public IReadOnlyList<string> Classes => _labels.Names;

    /// <summary>The Stanford Sentiment Treebank, or sentences made by the library.</summary>
    public static Reviews Load(Sample sample)
    {
        if (sample.RealData("sentiment-sst2", "train.tsv") is { } folder)
            return new Reviews(Read("train.tsv"), Read("dev.tsv"), Read("test.tsv"), minCount: 2);
        int count = sample.Fast ? 400 : 2000;
        ulong seed = (ulong)sample.Seed;
        return new Reviews(
            SyntheticText.Sentiment(count, seed), SyntheticText.Sentiment(200, seed + 1), SyntheticText.Sentiment(200, seed + 2), minCount: 1);

        IReadOnlyList<LabeledText> Read(string file) =>
            [.. Tsv.Read(Path.Combine(folder, file)).Select(text => text with { Label = text.Label == "1" ? "positive" : "negative" })];
    }

    /// <summary>Ids of a sentence, cut to 60 words.</summary>
    public int[] Encode(string text) => Words.Encode([.. _tokenizer.Tokenize(text).Take(Longest)]);

    private SequenceSet Encode(IReadOnlyList<LabeledText> texts) =>
        SequenceSet.FromTokens([.. texts.Select(text => Encode(text.Text))]).WithClasses([.. texts.Select(text => _labels.Id(text.Label))]);
}
