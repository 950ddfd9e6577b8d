using System.CommandLine;
using LstmGen.Samples;
using LstmGen.Samples.Forecast;

var csv = new Option<FileInfo?>("--csv") { Description = "CSV file with a header; without it the sine series is used" };
var column = new Option<string?>("--column") { Description = "Column of the series; needed with --csv" };
var window = new Option<int>("--window") { Description = "Values that a forecast sees", DefaultValueFactory = _ => 24 };
var season = new Option<int>("--season") { Description = "Period of the seasonal-naive forecast, in rows", DefaultValueFactory = _ => 12 };
var test = new Option<double>("--test") { Description = "Share of rows at the end that are held out", DefaultValueFactory = _ => 0.2 };
var epochs = new Option<int>("--epochs") { Description = "Passes over the training part", DefaultValueFactory = _ => 100 };

var command = new RootCommand("Forecasts a series one step ahead: a sine by default, or a column of a CSV file.")
{
    csv, column, window, season, test, epochs, SampleHost.Seed, SampleHost.Threads, SampleHost.Output,
};
command.SetAction(parsed =>
{
    int seed = parsed.GetValue(SampleHost.Seed);
    if (parsed.GetValue(csv) is not { } file)
        return SineRun.Execute(parsed.GetValue(epochs), seed, () => SampleHost.Prepare(parsed));
    var options = new SeriesOptions(
        file.FullName, parsed.GetValue(column) ?? "", parsed.GetValue(window), parsed.GetValue(season),
        parsed.GetValue(test), parsed.GetValue(epochs), seed);
    return SeriesRun.Execute(options, () => SampleHost.Prepare(parsed));
});
return SampleHost.Run(command, args);
