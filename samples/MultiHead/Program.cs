using LstmGen.Samples;
using LstmGen.Samples.MultiHead;

return Sample.Run(
    args,
    "One body with two heads: the shape of a wave as a class, its frequency as a number; "
    + "or a class and a number of recordings of your own.",
    sample =>
    {
        var report = new SampleReport(sample, "Two heads on one body");
        if (sample.Files.Count > 0)
            OwnRun.Execute(sample, report);
        else
            WaveRun.Execute(sample, report);
        report.Save();
    },
    new SampleOptions { Files = "CSV files of recordings with a label and a number. " + Parts.Explained, OfFiles = OwnRun.Options });
