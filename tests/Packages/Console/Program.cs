using LstmGen;
using LstmGen.Data;

// The readme's way: declare, train, save, load, predict; the data come from a file.
File.WriteAllLines(
    "waves.csv",
    ["value",
        .. Enumerable.Range(0, 400).Select(i => MathF.Sin(i * 0.3f).ToString("R", System.Globalization.CultureInfo.InvariantCulture))]);
TimeSeries series = CsvSeries.Read("waves.csv", "value");
SequenceSet train = Windows.Over(series, window: 12);

var model = new Forecaster(seed: 1);
History history = model.Fit(train, new FitOptions { Epochs = 15, BatchSize = 32, Optimizer = new Adam(0.01), ClipNorm = 1 });
model.Save("forecaster.safetensors");
Forecaster loaded = Forecaster.Load("forecaster.safetensors");
float first = model.Predict(series.Slice(..12))[0];
if (first != loaded.Predict(series.Slice(..12))[0] || MathF.Abs(first - MathF.Sin(12 * 0.3f)) > 0.2f)
    throw new InvalidOperationException($"The forecast is {first}.");
File.WriteAllText("report.html", new LstmGen.Reporting.HtmlReport("Forecast").Paragraph($"{history.Epochs.Count} epochs").ToHtml());
Console.WriteLine($"console: {history.Epochs.Count} epochs");

[RecurrentModel]
[Features(1)]
[Lstm(16)]
[Regression(1)]
public partial class Forecaster;
