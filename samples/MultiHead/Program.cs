using LstmGen.Data;
using LstmGen.Modeling;
using LstmGen.Reporting;
using LstmGen.Samples;
using LstmGen.Samples.MultiHead;
using LstmGen.Training;

return Sample.Run(args, "One body with two heads: the shape of a wave as a class, its frequency as a number.", sample =>
{
    int count = sample.Fast ? 800 : 3000;
    SequenceSet train = Waves.Draw(count, (ulong)sample.Seed), test = Waves.Draw(500, (ulong)sample.Seed + 1000);
    HeadMetric[] metrics = [new("shape", new Accuracy(3)), new("frequency", new Mae())];

    var model = new WaveReader(sample.Seed);
    Console.WriteLine(model.Describe());
    Evaluation before = model.Evaluate(test, metrics);
    FitOptions options = sample.Fit(usual: 30, fast: 12);
    History history = sample.Train(model, train, options with
    {
        BatchSize = 32,
        Optimizer = new Adam(4e-3f),
        Schedule = new CosineDecay(options.Epochs),
        ClipNorm = 1f,
        Validation = test,
        Metrics = metrics,
    });
    Evaluation after = model.Evaluate(test, metrics);

    var report = new SampleReport(sample, "Two heads on one body");
    report.Figure("shape accuracy", $"{after.Metrics["shape.accuracy"] * 100:f1} %", $"untrained {before.Metrics["shape.accuracy"] * 100:f1} %");
    report.Figure("frequency error", $"{after.Metrics["frequency.mae"] * 2:f3}", $"turns per 64 steps, mean absolute; untrained {before.Metrics["frequency.mae"] * 2:f3}");
    report.Picture("heads", new LineChart
    {
        Title = "Both heads improve together",
        Series =
        [
            new Series("wrong shapes, share", [.. history.Epochs.Select(epoch => 1 - epoch.Metrics["shape.accuracy"])]),
            new Series("frequency error, turns", [.. history.Epochs.Select(epoch => epoch.Metrics["frequency.mae"] * 2)]),
        ],
        LogScale = true,
        XLabel = "epoch",
    });
    report.Losses("both", history);

    WaveReader.Prediction one = model.Predict(test.Features(0));
    int shape = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(one.Shape);
    Console.WriteLine(
        $"first test wave: {Waves.Shapes[shape]} of {Waves.ToTurns(one.Frequency[0]):f2} turns; it is {Waves.Shapes[test.Targets("shape").Classes(0)[0]]} of {Waves.ToTurns(test.Targets("frequency").Values(0)[0]):f2}");
    report.Model("waves", model);
    report.Save();
});
