using System.CommandLine;
using LstmGen.Data;

namespace LstmGen.Samples.Tagger;

/// <summary>Tags of files of one's own, of any kind: names are measured as whole names, other tags word by word.</summary>
internal static class OwnRun
{
    private static readonly Option<int?> TokenColumn = new("--token-column")
    {
        Description = "Column of the word, from 1; 1 without it, 2 for .conllu"
    };
    private static readonly Option<int?> TagColumn = new("--tag-column")
    {
        Description = "Column of the tag, from 1; the last without it, 4 (the universal part of speech) for .conllu"
    };
    private static readonly Option<bool> Crf = new("--crf")
    {
        Description = "With a conditional random field, which weighs which tag follows which"
    };
    private static readonly Option<string?> ClassWeights = new("--class-weights")
    {
        Description =
            "Weights of tags in the loss: none, balanced (rare tags more), or a number for all tags inside names; "
            + "without it 5 for names, else none. Not with --crf",
    };

    public static Option[] Options { get; } = [TokenColumn, TagColumn, Crf, ClassWeights, EncodingOption.Name, .. Parts.Options];

    public static void Execute(Sample sample, SampleReport report)
    {
        float? weight = Weight(sample);
        Parts<TaggedSentence> sentences = Parts.Read(sample, "sentences", path => Read(sample, path));
        Parts<string> tags = new(
            [.. sentences.Train.SelectMany(Tags)], [.. sentences.Validation.SelectMany(Tags)], [.. sentences.Test.SelectMany(Tags)]);
        LabelSet labels = Labels.Build("words", TagColumn.Name, tags);
        Declaration.Require(sample, (nameof(Declared.Tags), Declared.Tags, labels.Count, "tags"));
        bool names = labels.Names.All(IsOfNames);
        Console.WriteLine(names
            ? "The tags are those of names (O, B-, I-): measured as whole names"
            : "The tags are not O, B- and I- alone: measured word by word");

        var data = new Sentences(
            sentences.Train, sentences.Validation, sentences.Test, veil: names ? 1 : 0.3, sample.Seed, withUsual: true);
        var run = new TaggerRun(sample, report, names ? "names" : "tags", data);
        if (sample.Value(Crf))
        {
            var model = new AnyTagsCrf(sample.Seed);
            run.Own(model, names, null);
            run.Show(0, (ids, found) => model.Decode(ids, 1, default, found));
        }
        else
        {
            var model = new AnyTags(sample.Seed);
            run.Own(model, names, Weights(labels, tags.Train, weight, names));
            run.Show(0, (ids, found) => model.Decode(ids, 1, default, found));
        }

        static IEnumerable<string> Tags(TaggedSentence sentence) => sentence.Tags;
    }

    private static bool IsOfNames(string tag) => tag == "O" || tag.Length > 2 && tag[..2] is "B-" or "I-";

    private static IReadOnlyList<TaggedSentence> Read(Sample sample, string path)
    {
        string bare = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        int? token = sample.Value(TokenColumn), tag = sample.Value(TagColumn);
        foreach ((Option option, int? column) in (ReadOnlySpan<(Option, int?)>)[(TokenColumn, token), (TagColumn, tag)])
        {
            if (column is < 1)
                throw new ArgumentException($"{option.Name} is {column}; columns are counted from 1.");
        }

        if (!bare.EndsWith(".conllu", StringComparison.OrdinalIgnoreCase))
            return token == tag && tag is not null
                ? throw Same(tag)
                : Conll.Read(path, (token ?? 1) - 1, (tag ?? 0) - 1, encoding: EncodingOption.Read(sample));
        if (token is not (null or 2))
            throw new ArgumentException(
                $"{TokenColumn.Name} is {token}; in CoNLL-U words stand in column 2. Leave it out, or name the file "
                + "otherwise than .conllu.");
        return Enum.IsDefined(
            (ConllUColumn)((tag ?? 4) - 1)) ? ConllU.Read(
                path, (ConllUColumn)((tag ?? 4) - 1), EncodingOption.Read(sample)) : throw new ArgumentException(
            $"{TagColumn.Name} is {tag}; of CoNLL-U the columns 3 (lemma), 4 (universal part of speech), 5 (part of speech), "
            + "6 (features) and 8 (relation) can be tags.");
    }

    private static ArgumentException Same(int? column) =>
        new($"{TokenColumn.Name} and {TagColumn.Name} are both {column}; the word and its tag stand in different columns.");

    /// <summary>The weight asked for: null for the default, 0 for balanced, 1 for none.</summary>
    private static float? Weight(Sample sample)
    {
        string? text = sample.Value(ClassWeights);
        if (text is not null && sample.Value(Crf))
            throw new ArgumentException(
                $"--class-weights is {text}, and --crf is given; a conditional random field weighs whole sentences, not tags. "
                + "Leave one of them out.");
        return text switch
        {
            null => null,
            "none" => 1,
            "balanced" => 0,
            _ when float.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out float weight) && weight is > 0 and <= 1000 =>
                weight,
            _ => throw new ArgumentException($"--class-weights is '{text}'; give none, balanced, or a number above 0 and up to 1000."),
        };
    }

    private static float[]? Weights(LabelSet labels, IReadOnlyList<string> train, float? weight, bool names)
    {
        if (weight == 0)
        {
            // The inverse of a tag's share; bounded, as one tag that occurs once would outweigh all others.
            Dictionary<string, int> counts = train.CountBy(tag => tag).ToDictionary();
            return [.. labels.Names.Select(
                tag => counts.TryGetValue(tag, out int count) ? Math.Clamp((float)train.Count / (counts.Count * count), 0.1f, 10f) : 1f)];
        }

        float inside = weight ?? (names ? 5 : 1);
        if (weight is not (null or 1) && !names)
            throw new ArgumentException(
                $"--class-weights is {weight}, a weight of tags inside names, and the tags are not O, B- and I-; give none or balanced.");
        return inside == 1 ? null : [.. labels.Names.Select(tag => tag == "O" ? 1 : inside)];
    }
}
