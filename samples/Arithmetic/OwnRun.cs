using System.CommandLine;
using LstmGen.Data;

namespace LstmGen.Samples.Arithmetic;

/// <summary>Sequences of files of one's own: a row has the numbers in their order, and the last is to be predicted.</summary>
internal static class OwnRun
{
    public static Option[] Options { get; } = [.. CsvFile.OfNumbers, .. Parts.Options];

    public static void Execute(Sample sample, float[]? asked)
    {
        Parts<float[]> rows = Parts.Read(sample, "sequences", path => Rows(path, CsvSeries.Read(path, CsvFile.Read(sample, path))));
        int seen = rows.Train[0].Length - 1;
        if (rows.All.FirstOrDefault(row => row.Length != seen + 1) is { } other)
            throw new ArgumentException(
                $"--data names files with rows of {seen + 1} and of {other.Length} numbers; give files of one width.");
        if (asked is not null && asked.Length != seen)
            throw new ArgumentException(
                $"--sequence has {asked.Length} numbers; give {seen}, as many as come before the last of a row of the data.");
        float scale = rows.Train.Max(row => row.Max(Math.Abs));
        if (scale == 0)
            throw new ArgumentException($"All numbers of {sample.Files[0]} are 0; there is nothing to learn.");
        Console.WriteLine($"{seen} numbers in, the next one out; all divided by {Digits.Show(scale)}, the largest of training");

        var model = new NextElement(sample.Seed);
        Console.WriteLine(model.Describe());
        SequenceSet train = Set(rows.Train), validation = Set(rows.Validation);
        History history =
            sample.Train(
                model, train,
                sample.FitOwn(train, validation, batch: train.Count < 500 ? 8 : 32, updates: 3000) with { Optimizer = new Adam(1e-3f) });

        var report = new SampleReport(sample, "Sequences");
        double[] actual = [.. rows.Test.Select(row => (double)row[^1])];
        double[] answers = [.. rows.Test.Select(row => (double)Ask(row[..^1]))];
        report.Figure("RMSE", Digits.Show(Baselines.Rmse(actual, answers)), $"on {rows.Test.Count} sequences of the test part");
        report.Figure("last number again", Digits.Show(Baselines.Rmse(actual, [.. rows.Test.Select(row => (double)row[^2])])), "RMSE");
        report.Table(["seen", "next", "answer", "error"], [.. rows.Test.Take(5).Select((row, i) => (string[])[
            string.Join(", ", row[..^1].Select(value => Digits.Show(value))), Digits.Show(actual[i]), Digits.Show(answers[i]),
            Digits.Signed(answers[i] - actual[i])])]);
        if (asked is not null)
            report.Figure($"after {string.Join(", ", asked.Select(value => Digits.Show(value)))}", Digits.Show(Ask(asked)));
        report.Losses("sequences", history);
        report.Model("sequences", model);
        report.Save();

        float Ask(float[] numbers) => model.Predict([.. numbers.Select(value => value / scale)])[0] * scale;

        SequenceSet Set(IReadOnlyList<float[]> part) => SequenceSet
            .FromFeatures([.. part.Select(row => (float[])[.. row[..^1].Select(value => value / scale)])], features: 1)
            .WithValues([.. part.Select(row => row[^1] / scale)]);
    }

    private static IReadOnlyList<float[]> Rows(string path, TimeSeries table) => table.Features >= 2
        ? [.. Enumerable.Range(0, table.Count).Select(row => table.Row(row).ToArray())]
        : throw new DataFormatException(
            path, 0, null,
            "a row has one number; it needs those that are seen, and the one that comes next. "
            + "Use a file with more columns, or give --separator.");
}
