using System.CommandLine;
using LstmGen.Data;

namespace LstmGen.Samples.Translation;

/// <summary>Pairs in parts, their characters, and a text of the command line.</summary>
/// <param name="Pairs">The parts.</param>
/// <param name="Letters">Characters of all of them.</param>
/// <param name="Asked">A text that is translated in the end; null for none.</param>
internal sealed record Texts(Parts<Pair> Pairs, Letters Letters, string? Asked)
{
    private static readonly Option<string> SourceColumn = new("--source-column")
    {
        Description = "Column of the texts that are read", DefaultValueFactory = _ => "source"
    };
    private static readonly Option<string> TargetColumn = new("--target-column")
    {
        Description = "Column of what they become", DefaultValueFactory = _ => "target"
    };

    public static Option[] OfFiles { get; } = [SourceColumn, TargetColumn, .. CsvFile.OfTexts, .. Parts.Options];

    /// <summary>Made dates, or files of one's own.</summary>
    public static Texts Read(Sample sample, string? asked)
    {
        Parts<Pair> pairs;
        Letters letters;
        if (sample.Files.Count > 0)
        {
            pairs = Parts.Read<Pair>(sample, "texts", path =>
                [.. CsvTexts.Read(path, CsvFile.Read(sample, path), sample.Value(SourceColumn), sample.Value(TargetColumn))
                    .Select(text => new Pair(text.Text, text.Label))]);
            letters = new Letters([.. pairs.All.SelectMany(pair => pair.Source.Concat(pair.Target)).Distinct().Order()]);
        }
        else
        {
            (int trained, int held, int forms) = sample.Fast ? (4000, 200, 3) : (20_000, 1000, int.MaxValue);
            List<Pair> all = Dates.Draw(trained + held, sample.Seed, forms);
            pairs = new(all[..trained], all[trained..], all[trained..]);
            letters = new Letters(Dates.Characters);
        }

        Declaration.Require(sample, (nameof(Declared.Characters), Declared.Characters, letters.Count, "characters and marks (two)"));
        if (asked?.Length == 0)
            throw new ArgumentException("--text is empty; give some characters.");
        return asked is not null && letters.Unknown(asked) is { } unknown
            ? throw new ArgumentException(
                $"--text is '{asked}', and no text of the data has a '{unknown}'; write it with characters of the data.")
            : new Texts(pairs, letters, asked);
    }
}
