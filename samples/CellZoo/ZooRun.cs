using LstmGen.Data;
using LstmGen.Reporting;

namespace LstmGen.Samples.CellZoo;

/// <summary>
/// Trains each cell on three tasks: what it reaches, how fast, with how many parameters, and how its gradient flows back through time.
/// </summary>
internal static class ZooRun
{
    public static void Execute(Sample sample, SampleReport report, ZooCell[] cells, int length)
    {
        int count = sample.Fast ? 600 : 6000;
        SequenceSet adding = SyntheticSeries.AddingProblem(count, length, sample.Seed),
            added = SyntheticSeries.AddingProblem(300, length, sample.Seed + 1000);
        SequenceSet copying = CopyTask.Make(count, sample.Fast ? 2 : length / 4, sample.Seed),
            copied = CopyTask.Make(200, sample.Fast ? 2 : length / 4, sample.Seed + 1000);
        WritingTask writing = WritingTask.Read(sample);
        var rows = new List<string[]>();
        List<Series> losses = [], before = [], after = [];
        foreach (ZooCell cell in cells)
        {
            Console.WriteLine(cell.Name);
            IRecurrentModel adder = cell.Adding(sample.Seed), copier = cell.Copying(sample.Seed), writer = cell.Writing(sample.Seed);
            if (cells.Length == 1)
                Console.WriteLine(adder.Description.Table);
            before.Add(new Series(cell.Name, GradientFlow.OverTime(adder, added, sequences: 3)));
            History history = sample.Train(adder, adding, Options(sample, added, usual: 10));
            after.Add(new Series(cell.Name, GradientFlow.OverTime(adder, added, sequences: 3)));
            losses.Add(new Series(cell.Name, [.. history.Epochs.Select(epoch => epoch.ValidationLoss!.Value)]));
            sample.Train(copier, copying, Options(sample, copied, usual: 8));
            sample.Train(writer, writing.Train, Options(sample, writing.Test, usual: 3, fast: 25));
            double recall = CopyTask.Recall(copier, copied), bits = writer.Evaluate(writing.Test).Loss / Math.Log(2);
            rows.Add(
            [
                cell.Name, $"{adder.Description.ParameterCount}", Digits.Show(history.Epochs.Average(epoch => epoch.SamplesPerSecond)),
                Digits.Show(adder.Evaluate(added).Loss), $"{Digits.Show(100 * recall)} %", Digits.Show(bits),
            ]);
            bool table = cells.Length > 1;
            report.Figure($"{cell.Name} adding MSE", rows[^1][3], "always answering 1 gives 0.1667", table);
            report.Figure($"{cell.Name} copied", rows[^1][4], "of the symbols to remember; guessing gives 12.5 %", table);
            report.Figure($"{cell.Name} bits per character", rows[^1][5], isInTable: table);
            report.Model(cell.Name + "-adding", adder);
        }

        report.Table(["cell", "parameters", "sequences/s", "adding MSE", "copied", "bits/character"], rows);
        report.Picture("loss", new LineChart
        {
            Title = $"Adding problem over {length} steps", Series = losses, LogScale = true, XLabel = "epoch", YLabel = "validation MSE"
        });
        report.Picture("gradient-before", Gradient("before training", before));
        report.Picture("gradient-after", Gradient("after training", after));
    }

    private static FitOptions Options(Sample sample, SequenceSet validation, int usual, int fast = 2) =>
        sample.Fit(usual, fast) with { BatchSize = 32, ClipNorm = 1f, Validation = validation, Optimizer = new Adam(4e-3f) };

    private static LineChart Gradient(string when, List<Series> cells) => new()
    {
        Title = $"The gradient on its way back through time, {when}",
        Subtitle = "norm of dL/d(state) at each step, as a share of that at the last",
        Series = cells,
        LogScale = true,
        XLabel = "step",
    };
}
