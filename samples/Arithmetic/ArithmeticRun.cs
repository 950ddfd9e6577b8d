using LstmGen.Reporting;

namespace LstmGen.Samples.Arithmetic;

/// <summary>Trains, asks the five questions, and shows the errors.</summary>
internal static class ArithmeticRun
{
    public static void Execute(Sample sample, float[]? own)
    {
        if (own is not null && own.Length != Progressions.Length)
            throw new ArgumentException($"--sequence has {own.Length} numbers; give {Progressions.Length}, such as 3,6,9,12.");
        SequenceSet data = Progressions.All();
        var model = new NextElement(sample.Seed);
        Console.WriteLine(model.Describe());
        History history = sample.Train(model, data, sample.Fit(usual: 100, fast: 60) with { BatchSize = 32, Optimizer = new Adam(1e-3f) });

        var report = new SampleReport(sample, "Arithmetic sequences");
        report.Figure("last-epoch MSE", Digits.Show(history.Epochs[^1].TrainLoss), "of numbers divided by 100; PyTorch 0.8e-5 to 3.2e-5");
        double worst = 0;
        var rows = new List<string[]>();
        foreach ((float[] seen, float next) in Progressions.Questions)
        {
            double answer = Ask(model, seen);
            worst = Math.Max(worst, Math.Abs(answer - next));
            rows.Add([string.Join(", ", seen), $"{next}", Digits.Show(answer), Digits.Signed(answer - next)]);
        }

        report.Figure("largest error of five", Digits.Show(worst));
        report.Table(["seen", "next", "answer", "error"], rows);
        if (own is not null)
            report.Figure($"after {string.Join(", ", own)}", Digits.Show(Ask(model, own)));

        float[][] answers = model.Predict(data);
        report.Picture("errors", new LineChart
        {
            Title = "Error over all 1000 sequences",
            Subtitle = "start 1 to 100, for each start step 1 to 10",
            Series = [new Series(
                "error", [.. answers.Select((answer, i) => (double)(answer[0] - data.Targets().Values(i)[0]) * Progressions.Scale)])],
            XLabel = "sequence",
        });
        report.Losses("arithmetic", history);
        report.Model("arithmetic", model);
        report.Save();
    }

    private static double Ask(NextElement model, float[] seen) =>
        model.Predict([.. seen.Select(value => value / Progressions.Scale)])[0] * Progressions.Scale;
}
