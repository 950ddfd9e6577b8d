using System.Numerics.Tensors;
using LstmGen.Reporting;

namespace LstmGen.Samples.MultiHead;

/// <summary>Made waves, whose shape and frequency are known.</summary>
internal static class WaveRun
{
    public static void Execute(Sample sample, SampleReport report)
    {
        Declaration.Require(
            sample, (nameof(Declared.Channels), Declared.Channels, 1, "channel"),
            (nameof(Declared.Classes), Declared.Classes, Waves.Shapes.Count, "shapes"));
        int count = sample.Fast ? 800 : 3000;
        SequenceSet train = Waves.Draw(count, sample.Seed), test = Waves.Draw(500, sample.Seed + 1000);
        HeadMetric[] metrics = [new("shape", new Accuracy(Waves.Shapes.Count)), new("frequency", new Mae())];

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

        report.Figure(
            "shape accuracy", Digits.Percent(after.Metrics["shape.accuracy"]),
            $"untrained {Digits.Percent(before.Metrics["shape.accuracy"])}");
        report.Figure(
            "frequency error", Digits.Show(after.Metrics["frequency.mae"] * 2),
            $"turns per 64 steps, mean absolute; untrained {Digits.Show(before.Metrics["frequency.mae"] * 2)}");
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
        int shape = TensorPrimitives.IndexOfMax(one.Shape), truth = test.Targets("shape").Classes(0)[0];
        double turns = Waves.ToTurns(one.Frequency[0]), right = Waves.ToTurns(test.Targets("frequency").Values(0)[0]);
        Console.WriteLine(
            $"first test wave: {Waves.Shapes[shape]} of {Digits.Show(turns)} turns; it is {Waves.Shapes[truth]} of {Digits.Show(right)}");
        report.Model("waves", model);
    }
}
