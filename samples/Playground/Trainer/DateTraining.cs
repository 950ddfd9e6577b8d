namespace LstmGen.Samples.Playground;

/// <summary>Trains the pair that turns dates in words into ISO dates.</summary>
internal static class DateTraining
{
    public static void Run(string folder)
    {
        IReadOnlyList<(string Source, string Target)> all = DateText.Draw(50_000, 1);
        (string Source, string Target)[] held = [.. all.TakeLast(1000)];
        SequenceSet train = Set(all.SkipLast(1000));
        DateReader reader = new(1);
        DateWriter writer = new(2);
        var pair = new EncoderDecoder(reader, writer);
        const int epochs = 5;
        pair.Fit(train, new FitOptions
        {
            Epochs = epochs, BatchSize = 64, ClipNorm = 1f, Seed = 1, Optimizer = new Adam(4e-3f), Schedule = new CosineDecay(epochs),
            Progress = TrainingProgress.Console,
        });
        var how = new WritingOptions { StartToken = DateText.Start, EndToken = DateText.End, MaxTokens = 14 };
        IReadOnlyList<WrittenText> written = pair.Write(SequenceSet.FromTokens([.. held.Select(one => DateText.Ids(one.Source))]), how);
        int right = held.Zip(written).Count(both => both.First.Target == DateText.Text(both.Second.Tokens));
        Console.WriteLine($"dates: {right} of {held.Length} that were not trained on are right in every character");
        reader.Save(Path.Combine(folder, "DateReader.safetensors"));
        writer.Save(Path.Combine(folder, "DateWriter.safetensors"));
    }

    private static SequenceSet Set(IEnumerable<(string Source, string Target)> pairs) =>
        SequenceSet.NextToken(
            [.. pairs.Select(pair => (int[])[DateText.Start, .. pair.Target.Select(c => DateText.Target.IndexOf(c)), DateText.End])])
            .WithSource(SequenceSet.FromTokens([.. pairs.Select(pair => DateText.Ids(pair.Source))]));
}
