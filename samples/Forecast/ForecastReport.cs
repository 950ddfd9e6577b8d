using LstmGen.Modeling;
using LstmGen.Reporting;
using LstmGen.Training;

namespace LstmGen.Samples.Forecast;

/// <summary>What a run leaves: the model, a plot in the terminal, pictures and a report.</summary>
internal static class ForecastReport
{
    public static void Write(
        string output, string title, ParameterStore parameters, History history, double[] actual, double[] predicted,
        (string Label, string Value, string Note)[] figures, IReadOnlyDictionary<string, string>? metadata = null)
    {
        int shown = Math.Min(actual.Length, 200);
        Console.WriteLine();
        Console.WriteLine(new TerminalPlot
        {
            Series = [new Series("actual", actual[^shown..]), new Series("predicted", predicted[^shown..])],
            Width = 78,
            Height = 14,
        }.Render());

        var forecast = new LineChart
        {
            Title = $"{title}: predicted against actual",
            Series = [new Series("actual", actual), new Series("predicted", predicted) { Dashed = true }],
            XLabel = "row",
        };
        var losses = new List<Series> { new("training", [.. history.Epochs.Select(e => e.TrainLoss)]) };
        if (history.Epochs.All(e => e.ValidationLoss is not null))
            losses.Add(new("validation", [.. history.Epochs.Select(e => e.ValidationLoss!.Value)]));
        var curve = new LineChart { Title = "Loss", Series = losses, LogScale = true, XLabel = "epoch" };

        string model = Path.Combine(output, "forecast.safetensors"), picture = Path.Combine(output, "forecast.svg"), page = Path.Combine(output, "report.html");
        ModelFile.Save(parameters, model, metadata);
        File.WriteAllText(picture, forecast.ToSvg());
        new HtmlReport($"Forecast: {title}").KeyFigures(figures).Chart(forecast).Chart(curve).Code(parameters.Description.Table).Save(page);
        Console.WriteLine($"picture {picture}");
        Console.WriteLine($"report  {page}");
        Console.WriteLine($"model   {model}");
    }
}
