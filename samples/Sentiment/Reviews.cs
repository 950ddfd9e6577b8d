using System.CommandLine;
using LstmGen.Data;

namespace LstmGen.Samples.Sentiment;

/// <summary>Labelled texts in three parts; the vocabulary is the training part's.</summary>
internal sealed class Reviews
{
    private static readonly Option<string> TextColumn = new("--text-column")
    {
        Description = "Column of the texts", DefaultValueFactory = _ => "text"
    };
    private static readonly Option<string> LabelColumn = new("--label-column")
    {
        Description = "Column of the labels: one word or number for each class", DefaultValueFactory = _ => "label"
    };
    private static readonly Option<int?> MinCount = new("--min-count")
    {
        Description = "Rarer words become unknown; 2 without it, or 1 where training has fewer than 1000 texts"
    };
    private static readonly Option<int> LongestText = new("--longest")
    {
        Description = "Words of a text that are read; what follows is cut off", DefaultValueFactory = _ => 60
    };

    private readonly ITokenizer _tokenizer;
    private readonly LabelSet _labels;
    private readonly int _longest;

    private Reviews(Sample sample, Parts<LabeledText> texts, ITokenizer tokenizer, int minCount)
    {
        (_tokenizer, _longest) = (tokenizer, Longest(sample));
        Parts<string> labels = texts.Select(text => text.Label);
        _labels = Labels.Build("texts", LabelColumn.Name, labels);
        Declaration.Require(sample, (nameof(Declared.Classes), Declared.Classes, _labels.Count, "classes of texts"));
        Words = Vocabulary.Build(TextSets.Tokens(texts.Train, _tokenizer), minCount, Declared.Words);
        (Train, Validation, Test) = (Encode(texts.Train), Encode(texts.Validation), Encode(texts.Test));
        (TestTexts, MostFrequentShare) = (texts.Test, Labels.MostFrequentShare(labels));
        SayWhatIsCut(texts, minCount);
    }

    /// <summary>How files of one's own are read.</summary>
    public static Option[] OfFiles { get; } = [TextColumn, LabelColumn, MinCount, .. CsvFile.OfTexts, .. Parts.Options];

    /// <summary>How any texts are read.</summary>
    public static Option[] Own { get; } = [LongestText];

    public Vocabulary Words { get; }

    public SequenceSet Train { get; }

    public SequenceSet Validation { get; }

    public SequenceSet Test { get; }

    public IReadOnlyList<LabeledText> TestTexts { get; }

    /// <summary>Names of the classes.</summary>
    public IReadOnlyList<string> Classes => _labels.Names;

    /// <summary>Share of the test part that has the class that training has most.</summary>
    public double MostFrequentShare { get; }

    /// <summary>Files of one's own, else the Stanford Sentiment Treebank, else sentences made by the library.</summary>
    public static Reviews Load(Sample sample)
    {
        _ = Longest(sample);
        if (sample.Value(MinCount) is < 1)
            throw new ArgumentException($"--min-count is {sample.Value(MinCount)}; give at least 1.");
        if (sample.Files.Count > 0)
        {
            Parts<LabeledText> own =
                Parts.Read(
                    sample, "texts",
                    path => CsvTexts.Read(path, CsvFile.Read(sample, path), sample.Value(TextColumn), sample.Value(LabelColumn)));
            return new Reviews(
                sample, own, new RegexTokenizer(@"\w+(?:'\w+)*|[^\w\s]", lowerCase: true),
                sample.Value(MinCount) ?? (own.Train.Count < 1000 ? 1 : 2));
        }

        var blanks = new WhitespaceTokenizer(lowerCase: true);
        if (sample.RealData("sentiment-sst2", "train.tsv") is { } folder)
            return new Reviews(sample, new Parts<LabeledText>(Read("train.tsv"), Read("dev.tsv"), Read("test.tsv")), blanks, minCount: 2);
        int count = sample.Fast ? 400 : 2000;
        long seed = sample.Seed;
        return new Reviews(
            sample,
            new Parts<LabeledText>(
                SyntheticText.Sentiment(count, seed), SyntheticText.Sentiment(200, seed + 1), SyntheticText.Sentiment(200, seed + 2)),
                blanks, minCount: 1);

        // The treebank's files say 1 and 0; other labels there stay what they are.
        IReadOnlyList<LabeledText> Read(string file) =>
            [.. Tsv.Read(Path.Combine(folder, file))
                .Select(text => text with { Label = text.Label switch { "1" => "positive", "0" => "negative", _ => text.Label } })];
    }

    /// <summary>The words of a text that are read.</summary>
    public IReadOnlyList<string> Read(string text) => [.. _tokenizer.Tokenize(text).Take(_longest)];

    private static int Longest(Sample sample)
    {
        int words = sample.Value(LongestText);
        return words >= 1 ? words : throw new ArgumentException($"--longest is {words}; give at least 1.");
    }

    private SequenceSet Encode(IReadOnlyList<LabeledText> texts) =>
        SequenceSet.FromTokens([.. texts.Select(text => Words.Encode(Read(text.Text)))])
            .WithClasses([.. texts.Select(text => _labels.Id(text.Label))]);

    private void SayWhatIsCut(Parts<LabeledText> texts, int minCount)
    {
        int[] lengths = [.. texts.All.Select(text => _tokenizer.Tokenize(text.Text).Count)];
        int cut = lengths.Count(length => length > _longest),
            kinds = texts.Train.SelectMany(text => _tokenizer.Tokenize(text.Text)).Distinct().Count();
        if (cut > 0)
            Console.WriteLine(
                $"{cut} of {lengths.Length} texts are longer than {_longest} words and are cut there (the longest has {lengths.Max()}); "
                + $"{LongestText.Name} changes that");
        long all = Test.TotalSteps,
            unknown = Enumerable.Range(0, Test.Count).Sum(i => Test.Tokens(i).ToArray().LongCount(word => word == Vocabulary.UnknownId));
        Console.WriteLine(
            $"{kinds} different words in training, of which {Words.Count - 2} are kept ({minCount} times or more, "
            + $"room for {Declared.Words - 2}); {Digits.Percent((double)unknown / all)} of the test part's words are unknown");
    }
}
