using System.CommandLine;
using LstmGen.Data;
using LstmGen.Modeling;
using LstmGen.Reporting;
using LstmGen.Samples;
using LstmGen.Samples.Cells;
using LstmGen.Training;

var length = new Option<int?>("--length") { Description = "Steps of the adding problem; 200 without it, 20 in a fast run" };
return Sample.Run(
    args,
    "RNN, GRU and LSTM side by side on the adding problem: remember two numbers over hundreds of steps.",
    sample =>
    {
        int steps = sample.Value(length) ?? (sample.Fast ? 20 : 200);
        if (steps < 2)
            throw new ArgumentException($"--length is {steps}; give at least 2.");
        SequenceSet train = SyntheticSeries.AddingProblem(sample.Fast ? 2000 : 8000, steps, (ulong)sample.Seed);
        SequenceSet test = SyntheticSeries.AddingProblem(500, steps, (ulong)sample.Seed + 1000);
        var lstm = new WithLstm(sample.Seed);
        ChronoInitialization.Apply(lstm, steps, (ulong)sample.Seed);
        (string Name, IRecurrentModel Model)[] cells = [("RNN", new WithRnn(sample.Seed)), ("GRU", new WithGru(sample.Seed)), ("LSTM", lstm)];

        var report = new SampleReport(sample, "Cells side by side");
        var rows = new List<string[]>();
        var losses = new List<Series>();
        List<Series> before = [], after = [];
        foreach ((string name, IRecurrentModel model) in cells)
        {
            Console.WriteLine(model.Description.Table);
            before.Add(new Series(name, GradientFlow.OverTime(model, test, 5)));
            History history = sample.Train(model, train, sample.Fit(usual: 10, fast: 12) with
            {
                BatchSize = 32,
                Optimizer = new Adam(2e-3f),
                ClipNorm = 1f,
                Validation = test,
            });
            after.Add(new Series(name, GradientFlow.OverTime(model, test, 5)));
            double error = model.Evaluate(test).Loss;
            report.Figure($"{name} MSE", $"{error:f4}", "always answering 1 gives 0.1667");
            rows.Add([name, $"{model.Description.ParameterCount}", $"{history.Epochs.Average(epoch => epoch.SamplesPerSecond):f0}", $"{error:f4}"]);
            losses.Add(new Series(name, [.. history.Epochs.Select(epoch => epoch.ValidationLoss!.Value)]));
            report.Model(name, model);
        }

        report.Table(["cell", "parameters", "sequences/s", "test MSE"], rows);
        report.Picture("loss", new LineChart { Title = $"Adding problem over {steps} steps", Series = losses, LogScale = true, XLabel = "epoch", YLabel = "test MSE" });
        report.Picture("gradient-before", Gradient("before training", before));
        report.Picture("gradient-after", Gradient("after training", after));
        report.Save();
    },
    length);

static LineChart Gradient(string when, List<Series> cells) => new()
{
    Title = $"The gradient on its way back through time, {when}",
    Subtitle = "norm of dL/d(state) at each step, as a share of that at the last; where it vanishes nothing is learnt",
    Series = cells,
    LogScale = true,
    XLabel = "step",
};
