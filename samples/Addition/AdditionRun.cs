namespace LstmGen.Samples.Addition;

/// <summary>Trains the pair, asks it questions that it has not seen, and shows where it errs.</summary>
internal static class AdditionRun
{
    public static void Execute(Sample sample, string? question)
    {
        Questions questions = Questions.Read(sample, question);
        (Letters letters, IReadOnlyList<Pair> held) = (questions.Letters, questions.Pairs.Test);
        SequenceSet train = letters.Set(questions.Pairs.Train), validation = letters.Set(questions.Pairs.Validation);

        var writer = new AnswerWriter(sample.Seed + 1);
        var pair = new EncoderDecoder(new QuestionReader(sample.Seed), writer);
        Console.WriteLine(pair.Description.Table);
        FitOptions options = sample.Files.Count > 0
            ? sample.FitOwn(train, validation, batch: train.Count < 2000 ? 16 : 64, updates: 4000, metric: "accuracy")
            : sample.Fit(usual: 20, fast: 25) with { BatchSize = 64, ClipNorm = 1f, Validation = validation };
        History history = sample.Train(pair, train, options with
        {
            Optimizer = new Adam(sample.Fast ? 6e-3f : 2e-3f),
            Schedule = new CosineDecay(options.Epochs),
            Metrics = [new Accuracy(letters.Count)],
        });

        var report = new SampleReport(
            sample, sample.Files.Count > 0 ? "Answers, character by character" : "Addition, character by character");
        var answerer = new Answerer(pair, writer, letters, Math.Max(8, questions.Pairs.All.Max(one => one.Answer.Length) + 2));
        var answers = held.Select(one => (Pair: one, Answer: answerer.Answer(one.Question))).ToList();
        int right = answers.Count(one => one.Answer == one.Pair.Answer);
        report.Figure("answers right", Digits.Percent((double)right / held.Count), $"of {held.Count} questions that were not trained on");
        report.Figure(
            "characters right", Digits.Percent(pair.Evaluate(letters.Set(held), [new Accuracy(letters.Count)]).Metrics["accuracy"]),
            "shown the right ones before");
        var shown =
            answers.Where(one => one.Answer == one.Pair.Answer).Take(4).Concat(answers.Where(one => one.Answer != one.Pair.Answer).Take(4));
        report.Table(
            ["question", "answer", ""],
            [.. shown.Select(
                one => (string[])[one.Pair.Question, one.Answer, one.Answer == one.Pair.Answer ? "right" : $"wrong, {one.Pair.Answer}"])]);
        if (questions.Asked is { } asks)
            report.Figure(asks, answerer.Answer(asks));
        report.Losses("addition", history);
        report.Model("addition", pair);
        report.Save();
    }
}
