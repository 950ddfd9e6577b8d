using System.Text;
using LstmGen.Reporting;

namespace LstmGen.Samples;

/// <summary>
/// What a run leaves: figures on the console and in <c>figures.tsv</c>, pictures as SVG, the model, and all of it together in
/// <c>report.html</c>.
/// </summary>
internal sealed class SampleReport(Sample sample, string title)
{
    private readonly List<(string Label, string Value, string Note)> _figures = [], _tiles = [];
    private readonly List<Action<HtmlReport>> _parts = [], _models = [];

    /// <summary>A number that matters.</summary>
    /// <param name="label">What it is.</param>
    /// <param name="value">The number.</param>
    /// <param name="note">What it is measured by.</param>
    /// <param name="isInTable">Whether a table of the page shows it, which then has no tile of it.</param>
    public void Figure(string label, string value, string note = "", bool isInTable = false)
    {
        Console.WriteLine(note.Length == 0 ? $"{label}: {value}" : $"{label}: {value}  ({note})");
        _figures.Add((label, value, note));
        if (!isInTable)
            _tiles.Add((label, value, note));
    }

    /// <summary>A picture, also written to <paramref name="name"/>.svg.</summary>
    public void Picture(string name, Chart chart, string caption = "")
    {
        File.WriteAllText(Path.Combine(sample.Output, name + ".svg"), chart.ToSvg());
        _parts.Add(page => page.Chart(chart, caption));
    }

    /// <summary>A forecast beside what came, in the terminal and as a picture: the last 200 points, as more cannot be told apart.</summary>
    public void Forecast(string name, string title, double[] actual, double[] predicted, string subtitle = "")
    {
        int shown = Math.Min(actual.Length, 200);
        Series came = new("actual", actual[^shown..]), expected = new("predicted", predicted[^shown..]) { Dashed = true };
        Console.WriteLine(new TerminalPlot { Series = [came, expected], Width = 78, Height = 14 }.Render());
        Picture(name, new LineChart
        {
            Title = title, Subtitle = subtitle, Series = [came, expected],
            XLabel = shown < actual.Length ? $"the last {shown} of {actual.Length} rows" : "row"
        });
    }

    /// <summary>The losses by epoch.</summary>
    public void Losses(string name, History history)
    {
        var lines = new List<Series> { new("training", [.. history.Epochs.Select(epoch => epoch.TrainLoss)]) };
        if (history.Epochs.All(epoch => epoch.ValidationLoss is not null))
            lines.Add(new Series("validation", [.. history.Epochs.Select(epoch => epoch.ValidationLoss!.Value)]));
        Picture(
            $"{name}-loss",
            new LineChart
            {
                Title = $"{name}: loss",
                Series = lines,
                LogScale = true,
                XLabel = "epoch",
                Marks = history.BestEpoch is { } best ? [new Mark(best, "best")] : [],
            });
    }

    /// <summary>A table.</summary>
    public void Table(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows, string caption = "")
    {
        _parts.Add(page => page.Table(headers, rows, caption));
        int[] widths = [.. headers.Select((header, column) => Math.Max(header.Length, rows.Max(row => row[column].Length)))];
        foreach (IReadOnlyList<string> row in rows.Prepend(headers))
            Console.WriteLine("  " + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>Text that comes in pieces, such as what a model writes; the console shows each as it comes.</summary>
    public void Text(string heading, IEnumerable<string> pieces)
    {
        var text = new StringBuilder();
        Console.WriteLine($"{heading}:");
        foreach (string piece in pieces)
        {
            Console.Write(piece);
            text.Append(piece);
        }

        Console.WriteLine();
        string all = text.ToString();
        _parts.Add(page => page.Heading(heading));
        _parts.Add(page => _ = all.Contains('\n', StringComparison.Ordinal) ? page.Code(all) : page.Paragraph(all));
    }

    /// <summary>Saves a trained model as <paramref name="name"/>.safetensors.</summary>
    public void Model(string name, IRecurrentModel model, IReadOnlyDictionary<string, string>? metadata = null)
    {
        string path = Path.Combine(sample.Output, name + ".safetensors");
        model.Save(path, new ModelSaveOptions { Metadata = metadata });
        _models.Add(page => page.Heading($"Model {name}").Code(model.Description.Table));
        Console.WriteLine($"model  {path}");
    }

    /// <summary>Writes figures and report.</summary>
    public void Save()
    {
        File.WriteAllLines(
            Path.Combine(sample.Output, "figures.tsv"), _figures.Select(figure => $"{figure.Label}\t{figure.Value}\t{figure.Note}"));
        var page = new HtmlReport(title) { Subtitle = $"seed {sample.Seed}{(sample.Fast ? ", fast mode" : "")}" };
        if (_tiles.Count > 0)
            page.KeyFigures(_tiles);
        foreach (Action<HtmlReport> part in _parts.Concat(_models))
            part(page);
        string path = Path.Combine(sample.Output, "report.html");
        page.Save(path);
        Console.WriteLine($"report {path}");
    }
}
