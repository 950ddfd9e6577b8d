using LstmGen.Data;

namespace LstmGen.Samples.TextGenerator;

/// <summary>Trains by truncated BPTT over parallel streams of one text, measures perplexity, and writes.</summary>
internal static class WordRun
{
    private const int Steps = 32;

    public static void Execute(Sample sample)
    {
        var text = new Words(TextData.Read(sample) ?? Known(sample), validate: sample.Files.Count > 0);
        var author = new Author(sample, text.Vocabulary, Declared.Words);
        var model = new NextWord(sample.Seed);
        Console.WriteLine(model.Describe());
        Console.WriteLine(
            $"{text.Train.Length} words to learn from, {text.Validation.Length} to choose the best epoch by, {text.Test.Length} held out, "
            + $"{text.Vocabulary.Count} kinds");
        if (text.Cut.Length > 0)
            Console.WriteLine(text.Cut);

        TextStreams streams = TextStreams.Of(sample, text.Train, text.Validation, text.Test, sample.Fast ? 4 : 16, Steps);
        FitOptions options = streams.Fit(sample, sample.Fit(usual: 4, fast: 6));
        int updates = options.Epochs * streams.UpdatesPerEpoch;
        History history = sample.Train(model, streams.Train, options with
        {
            Optimizer = new Adam(4e-3f),
            Schedule = new OneCycle(4e-3f, updates, warmUpShare: 0.1),
        });

        var report = new SampleReport(sample, "Text generator");
        var trigram = new Trigram(text.Vocabulary.Count);
        trigram.Read(text.Train);
        report.Figure(
            "perplexity", Digits.Show(Math.Exp(model.Evaluate(streams.Test, truncatedSteps: Steps).Loss)),
            "per word, on the last tenth of the text");
        report.Figure("trigram perplexity", Digits.Show(trigram.Perplexity(text.Test)), "interpolated");
        string prompt = sample.Value(GenerationOptions.Prompt) ?? text.Start;
        report.Text("It writes", text.Join(prompt, author.Write(model, text.Encode(prompt))));
        report.Losses("words", history);
        report.Model("words", model);
        text.Vocabulary.Save(Path.Combine(sample.Output, "words.txt"));
        report.Save();
    }

    private static string Known(Sample sample) => sample.RealData("charlm-tinyshakespeare", "input.txt") is { } folder
        ? File.ReadAllText(Path.Combine(folder, "input.txt"))
        : SyntheticText.Running(sample.Fast ? 1500 : 6000, sample.Seed);
}
