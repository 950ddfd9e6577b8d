namespace LstmGen.Samples.Translation;

/// <summary>Trains the pair of characters, has it write texts that it has not seen, and draws where it looked.</summary>
internal static class CharacterRun
{
    public static void Execute(Sample sample, string? asked)
    {
        Texts texts = Texts.Read(sample, asked);
        (Letters letters, IReadOnlyList<Pair> held) = (texts.Letters, texts.Pairs.Test);
        SequenceSet train = letters.Set(texts.Pairs.Train), validation = letters.Set(texts.Pairs.Validation);
        var pair = new EncoderDecoder(new CharacterReader(sample.Seed), new CharacterWriter(sample.Seed + 1));
        Console.WriteLine(pair.Description.Table);
        FitOptions options = sample.Files.Count > 0
            ? sample.FitOwn(train, validation, batch: train.Count < 2000 ? 16 : 64, updates: 4000, metric: "accuracy")
            : sample.Fit(usual: 4, fast: 5) with { BatchSize = 64, ClipNorm = 1f, Validation = validation };
        History history = sample.Train(pair, train, options with
        {
            Optimizer = new Adam(sample.Fast ? 6e-3f : 3e-3f),
            Schedule = new CosineDecay(options.Epochs),
            Metrics = [new Accuracy(letters.Count)],
        });

        string what = sample.Files.Count > 0 ? "texts" : "dates";
        var report = new SampleReport(sample, sample.Files.Count > 0 ? "Texts, character by character" : "Dates in words to ISO dates");
        var writing = new WritingOptions
        {
            StartToken = letters.Start, EndToken = letters.End, MaxTokens = Math.Max(12, texts.Pairs.All.Max(one => one.Target.Length) + 2),
            KeepAlignment = true,
        };
        IReadOnlyList<WrittenText> written = pair.Write(letters.Sources(held.Select(one => one.Source)), writing);
        string[] answers = [.. written.Select(text => letters.Text(text.Tokens))];
        int right = held.Zip(answers).Count(both => both.First.Target == both.Second);
        report.Figure(
            $"{what} right", Digits.Percent((double)right / held.Count), $"of {held.Count} that were not trained on, every character");
        report.Figure(
            "characters right", Digits.Percent(pair.Evaluate(letters.Set(held), [new Accuracy(letters.Count)]).Metrics["accuracy"]),
            "shown the right ones before");
        int[] order = [.. Enumerable.Range(0, held.Count).OrderBy(i => answers[i] != held[i].Target)];
        int[] shown = [.. order.Take(5).Concat(order.Reverse().Take(3)).Distinct()];
        report.Table(
            ["text", "written", ""],
            [.. shown.Select(
                i => (string[])[held[i].Source, answers[i], answers[i] == held[i].Target ? "right" : $"wrong, {held[i].Target}"])]);
        Draw(report, letters, held[shown[0]].Source, written[shown[0]]);
        if (texts.Asked is { } text)
        {
            WrittenText one = pair.Write(letters.Sources([text]), writing)[0];
            report.Figure(text, letters.Text(one.Tokens));
            Draw(report, letters, text, one);
        }

        report.Losses("translation", history);
        report.Model("translation", pair);
        report.Save();
    }

    private static void Draw(SampleReport report, Letters letters, string source, WrittenText written) => report.Picture(
        "alignment",
        Alignment.Of(
            source, [.. source.Select(character => character == ' ' ? "␣" : $"{character}")],
            [.. letters.Text(written.Tokens).Select(character => $"{character}"), .. Enumerable.Repeat("end", written.Ended ? 1 : 0)],
            written.Alignment!),
        Alignment.Caption);
}
