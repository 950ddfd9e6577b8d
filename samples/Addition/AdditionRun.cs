using LstmGen.Data;
using LstmGen.Reporting;
using LstmGen.Training;

namespace LstmGen.Samples.Addition;

/// <summary>Trains the pair, asks it sums that it has not seen, and shows where it errs.</summary>
internal static class AdditionRun
{
    public static void Execute(Sample sample, string? question)
    {
        (int First, int Second)? own = question is null ? null : Sums.Parse(question);
        (int digits, int trained, int asked) = sample.Fast ? (2, 6000, 200) : (3, 50_000, 1000);
        List<(int First, int Second)> all = Sums.Draw(trained + asked, digits, (ulong)sample.Seed);
        SequenceSet train = Sums.Set(all[..trained]), test = Sums.Set(all[trained..]);

        var writer = new AnswerWriter(sample.Seed + 1);
        var pair = new EncoderDecoder(new QuestionReader(sample.Seed), writer);
        Console.WriteLine(pair.Description.Table);
        FitOptions options = sample.Fit(usual: 20, fast: 25);
        History history = sample.Train(pair, train, options with
        {
            BatchSize = 64,
            Optimizer = new Adam(sample.Fast ? 6e-3f : 2e-3f),
            Schedule = new CosineDecay(options.Epochs),
            ClipNorm = 1f,
            Validation = test,
            Metrics = [new Accuracy(Sums.Vocabulary)],
        });

        var report = new SampleReport(sample, "Addition, character by character");
        Answerer answerer = new(pair, writer);
        var wrong = all[trained..].Where(sum => answerer.Answer(sum) != $"{sum.First + sum.Second}").ToList();
        report.Figure("answers right", $"{100.0 * (asked - wrong.Count) / asked:f1} %", $"of {asked} sums that were not trained on");
        report.Figure("characters right", $"{history.Epochs[^1].Metrics["accuracy"] * 100:f1} %", "shown the right ones before");
        (int First, int Second)[] shown = [.. all[trained..].Except(wrong).Take(4), .. wrong.Take(4)];
        report.Table(["question", "answer", ""], [.. shown.Select(sum => (string[])[$"{sum.First}+{sum.Second}", answerer.Answer(sum), wrong.Contains(sum) ? $"wrong, {sum.First + sum.Second}" : "right"])]);
        if (own is { } asks)
            report.Figure($"{asks.First}+{asks.Second}", answerer.Answer(asks));
        report.Losses("addition", history);
        report.Model("addition", pair);
        report.Save();
    }
}
