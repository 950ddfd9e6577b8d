using System.CommandLine;
using LstmGen.Data;

namespace LstmGen.Samples.Addition;

/// <summary>Questions with answers in parts, their characters, and a question of the command line.</summary>
/// <param name="Pairs">The parts. Where the last epoch is kept, the validation part is the test part.</param>
/// <param name="Letters">Characters of all of them.</param>
/// <param name="Asked">A question that is asked in the end; null for none.</param>
internal sealed record Questions(Parts<Pair> Pairs, Letters Letters, string? Asked)
{
    private static readonly Option<string> QuestionColumn = new("--question-column")
    {
        Description = "Column of the questions", DefaultValueFactory = _ => "question"
    };
    private static readonly Option<string> AnswerColumn = new("--answer-column")
    {
        Description = "Column of the answers", DefaultValueFactory = _ => "answer"
    };

    public static Option[] OfFiles { get; } = [QuestionColumn, AnswerColumn, .. CsvFile.OfTexts, .. Parts.Options];

    /// <summary>Made sums, or files of one's own.</summary>
    public static Questions Read(Sample sample, string? asked)
    {
        if (sample.Files.Count > 0)
            return Own(sample, asked);
        Declaration.Require(sample, (nameof(Declared.Characters), Declared.Characters, Sums.Letters.Count, "characters and marks"));
        string? question = asked is null ? null : Sums.Parse(asked).Question;
        (int digits, int trained, int held) = sample.Fast ? (2, 6000, 200) : (3, 50_000, 1000);
        List<Pair> all = Sums.Draw(trained + held, digits, sample.Seed);
        return new Questions(new Parts<Pair>(all[..trained], all[trained..], all[trained..]), Sums.Letters, question);
    }

    private static Questions Own(Sample sample, string? asked)
    {
        Parts<Pair> pairs = Parts.Read<Pair>(sample, "questions", path =>
            [.. CsvTexts.Read(path, CsvFile.Read(sample, path), sample.Value(QuestionColumn), sample.Value(AnswerColumn))
                .Select(text => new Pair(text.Text, text.Label))]);
        var letters = new Letters([.. pairs.All.SelectMany(pair => pair.Question.Concat(pair.Answer)).Distinct().Order()]);
        Declaration.Require(sample, (nameof(Declared.Characters), Declared.Characters, letters.Count, "characters and marks (two)"));
        return asked is { Length: > 0 } && letters.Unknown(asked) is { } unknown
            ? throw new ArgumentException(
                $"--question is '{asked}', and no question or answer has a '{unknown}'; ask with characters of the data.")
            : new Questions(
                pairs, letters, asked?.Length == 0 ? throw new ArgumentException("--question is empty; give some characters.") : asked);
    }
}
