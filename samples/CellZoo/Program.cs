using System.CommandLine;
using LstmGen.Samples;
using LstmGen.Samples.CellZoo;

var name = new Option<string?>("--cell")
{
    Description = "One cell of LstmGen.Cells, such as Janet; all of them without it, four in a fast run"
};
var length = new Option<int?>("--length") { Description = "Steps of the adding problem; 100 without it, 16 in a fast run" };
return Sample.Run(
    args,
    "Cells written as equations side by side: the adding problem, the copy task and the next character of a text.",
    sample =>
    {
        int steps = sample.Value(length) ?? (sample.Fast ? 16 : 100);
        if (steps is < 4 or > 10_000)
            throw new ArgumentException($"--length is {steps}; give 4 to 10000.");
        var report = new SampleReport(sample, "Cell zoo");
        ZooRun.Execute(sample, report, Zoo.Find(sample.Value(name), sample.Fast), steps);
        report.Save();
    },
    new SampleOptions { Files = "nothing of one's own is read", Sets = ["charlm-tinyshakespeare/input.txt"], Own = [name, length] });
