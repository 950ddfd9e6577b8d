using LstmGen.Reporting;

namespace LstmGen.Samples.Cells;

/// <summary>Trains the three cells on one task, and shows errors and gradients side by side.</summary>
internal static class CellsRun
{
    public static void Execute(Sample sample, SampleReport report, CellTask task)
    {
        var lstm = new WithLstm(sample.Seed);
        ChronoInitialization.Apply(lstm, task.Steps, sample.Seed);
        (string Name, IRecurrentModel Model)[] cells = [("RNN", new WithRnn(sample.Seed)), ("GRU", new WithGru(sample.Seed)),
            ("LSTM", lstm)];
        var rows = new List<string[]>();
        var losses = new List<Series>();
        List<Series> before = [], after = [];
        int shown = Math.Min(5, task.Test.Count);
        foreach ((string name, IRecurrentModel model) in cells)
        {
            Console.WriteLine(model.Description.Table);
            before.Add(new Series(name, GradientFlow.OverTime(model, task.Test, shown)));
            History history = sample.Train(model, task.Train, Options(sample, task));
            after.Add(new Series(name, GradientFlow.OverTime(model, task.Test, shown)));
            string error = Digits.Show(model.Evaluate(task.Test).Loss * task.Unit);
            report.Figure($"{name} MSE", error, task.Floor);
            rows.Add(
                [name, $"{model.Description.ParameterCount}", Digits.Show(history.Epochs.Average(epoch => epoch.SamplesPerSecond)), error]);
            losses.Add(new Series(name, [.. history.Epochs.Select(epoch => epoch.ValidationLoss!.Value)]));
            report.Model(name, model);
        }

        report.Table(["cell", "parameters", "sequences/s", "test MSE"], rows);
        report.Picture("loss", new LineChart
        {
            Title = task.Name, Series = losses, LogScale = true, XLabel = "epoch", YLabel = "validation MSE"
        });
        report.Picture("gradient-before", Gradient("before training", before));
        report.Picture("gradient-after", Gradient("after training", after));
    }

    private static FitOptions Options(Sample sample, CellTask task)
    {
        FitOptions options = sample.Files.Count > 0
            ? sample.FitOwn(task.Train, task.Validation, batch: 32, updates: 1500)
            : sample.Fit(usual: 10, fast: 12) with { BatchSize = 32, ClipNorm = 1f, Validation = task.Validation };
        return options with { Optimizer = new Adam(2e-3f) };
    }

    private static LineChart Gradient(string when, List<Series> cells) => new()
    {
        Title = $"The gradient on its way back through time, {when}",
        Subtitle = "norm of dL/d(state) at each step, as a share of that at the last; where it vanishes nothing is learnt",
        Series = cells,
        LogScale = true,
        XLabel = "step",
    };
}
