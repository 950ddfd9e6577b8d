using System.CommandLine;
using LstmGen.Samples;
using LstmGen.Samples.Cells;

var length = new Option<int?>("--length")
{
    Description = "Steps of the adding problem, or rows of a window of --data; 200 without it, 20 in a fast run"
};
return Sample.Run(
    args,
    "RNN, GRU and LSTM side by side on the adding problem: remember two numbers over hundreds of steps. "
    + "Or on a series of your own, one step ahead.",
    sample =>
    {
        int steps = sample.Value(length) ?? (sample.Fast ? 20 : 200);
        if (steps is < 2 or > 100_000)
            throw new ArgumentException($"--length is {steps}; give 2 to 100000.");
        CellTask task = sample.Files.Count > 0 ? CellTask.Own(sample, steps) : CellTask.Adding(sample, steps);
        var report = new SampleReport(sample, "Cells side by side");
        CellsRun.Execute(sample, report, task);
        report.Save();
    },
    new SampleOptions { Files = "a CSV file with a series", Own = [length], OfFiles = [.. SeriesFile.Options, .. Parts.Options] });
