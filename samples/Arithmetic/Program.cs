using System.CommandLine;
using LstmGen.Samples;
using LstmGen.Samples.Arithmetic;

var sequence = new Option<string?>("--sequence")
{
    Description = "Numbers of your own to continue, such as 3,6,9,12: as many as the model has seen in training"
};
return Sample.Run(
    args,
    "Learns which number comes next in arithmetic sequences; or in sequences of your own.",
    sample =>
    {
        float[]? own = sample.Value(sequence) is { } text ? Progressions.Parse(text) : null;
        if (sample.Files.Count > 0)
            OwnRun.Execute(sample, own);
        else
            ArithmeticRun.Execute(sample, own);
    },
    new SampleOptions
    {
        Files = "CSV files of sequences, one a row. The number that comes next stands last. " + Parts.Explained,
        Own = [sequence],
        OfFiles = OwnRun.Options,
    });
