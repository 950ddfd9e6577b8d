using System.Globalization;
using System.Text;

namespace LstmGen;

/// <summary>What a <see cref="ModelSearch"/> has found.</summary>
public sealed class SearchReport
{
    internal SearchReport(ModelSearch search, string scoreName, IEnumerable<TrialResult> results, bool cancelled)
    {
        Search = search;
        ScoreName = scoreName;
        Trials = [.. results.OrderBy(result => result.Trial.Number)];
        Cancelled = cancelled;
        foreach (TrialResult result in Trials)
        {
            if (!result.Failed && (Best is null || result.IsBetterThan(Best)))
                Best = result;
        }
    }

    /// <summary>What was searched.</summary>
    public ModelSearch Search { get; }

    /// <summary>The trials that are finished, failed ones included, in the order of their numbers.</summary>
    public IReadOnlyList<TrialResult> Trials { get; }

    /// <summary>
    /// The best trial, of equal ones the first; null where none has a score. Give its <see cref="TrialResult.Trial"/> to the function that
    /// makes trainings, and <see cref="TrialTraining.Fit()"/> gives its model again.
    /// </summary>
    public TrialResult? Best { get; }

    /// <summary>What scores are: <c>validation loss</c>, a metric's name, or <c>loss</c> of a function of one's own.</summary>
    public string ScoreName { get; }

    /// <summary>Whether the search was cancelled before all trials were finished.</summary>
    public bool Cancelled { get; }

    /// <summary>Trials that are not finished.</summary>
    public int Remaining => Search.Trials.Count - Trials.Count;

    /// <summary>The results from the best to the worst, failed ones last.</summary>
    public IReadOnlyList<TrialResult> Ranking => [.. Trials
        .OrderBy(result => result.Failed)
        .ThenBy(result => result.Failed ? 0 : result.HigherIsBetter ? -result.Score : result.Score)
        .ThenBy(result => result.Trial.Number)];

    /// <summary>Headers of the table that <see cref="Rows"/> has.</summary>
    public IReadOnlyList<string> Headers => ["trial", .. Search.Parameters.Select(parameter => parameter.Name), ScoreName, "epoch", "time"];

    /// <summary>
    /// A row of text for each result in the order of <see cref="Ranking"/>, with a cell for each of <see cref="Headers"/>; a failed trial
    /// has its reason at the place of its score. For <c>HtmlReport.Table</c> and the like.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => [.. Ranking.Select(Row)];

    /// <summary>The table as text, and a line with the best trial.</summary>
    public override string ToString()
    {
        string[][] rows = [[.. Headers], .. Rows.Select(row => row.ToArray())];
        int[] widths = [.. Headers.Select((_, column) => rows.Max(row => row[column].Length <= MostWidth ? row[column].Length : 0))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            for (int column = 0; column < row.Length; column++)
                text.Append(column == 0 ? "" : "  ").Append(row[column].PadLeft(widths[column]));
            text.Append('\n');
        }

        text.Append(Best is { } best ? $"best: {best}" : "no trial has a score");
        if (Remaining > 0)
            text.Append(CultureInfo.InvariantCulture, $"; {Remaining} of {Search.Trials.Count} trials are not finished");
        return text.ToString();
    }

    // A reason longer than this does not widen its column.
    private const int MostWidth = 24;

    private static string[] Row(TrialResult result) =>
    [
        result.Trial.Number.ToString(CultureInfo.InvariantCulture),
        .. result.Trial.Values.Values,
        result.Failure is { } failure ? $"failed: {failure}" : result.Score.ToString("G4", CultureInfo.InvariantCulture),
        result.BestEpoch == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{result.BestEpoch} of {result.Epochs}"),
        result.Elapsed.TotalHours < 1
            ? result.Elapsed.ToString(@"m\:ss", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{(long)result.Elapsed.TotalHours}:{result.Elapsed:mm\\:ss}"),
    ];
}
