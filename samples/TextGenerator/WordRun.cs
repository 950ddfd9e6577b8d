using LstmGen.Data;
using LstmGen.Training;

namespace LstmGen.Samples.TextGenerator;

/// <summary>Trains by truncated BPTT over parallel streams of one text, measures perplexity, and writes.</summary>
internal static class WordRun
{
    private const int Steps = 32;

    public static void Execute(Sample sample)
    {
        string? folder = sample.RealData("charlm-tinyshakespeare", "input.txt");
        var text = new Words(folder is null
            ? SyntheticText.Running(sample.Fast ? 1500 : 6000, (ulong)sample.Seed)
            : File.ReadAllText(Path.Combine(folder, "input.txt")));
        var author = new Author(sample, text.Vocabulary, Words.Most);
        var model = new NextWord(sample.Seed);
        Console.WriteLine(model.Describe());
        Console.WriteLine($"{text.Train.Length} words to learn from, {text.Test.Length} held out, {text.Vocabulary.Count} kinds");

        int streams = sample.Fast ? 4 : 16;
        SequenceSet train = SequenceSet.ParallelStreams(text.Train, streams), test = SequenceSet.ParallelStreams(text.Test, streams);
        FitOptions options = sample.Fit(usual: 4, fast: 6);
        int updates = options.Epochs * ((train.MaxLength + Steps - 1) / Steps);
        History history = sample.Train(model, train, options with
        {
            BatchSize = streams,
            TruncatedSteps = Steps,
            Optimizer = new Adam(4e-3f),
            Schedule = new OneCycle(4e-3f, updates, warmUpShare: 0.1),
            ClipNorm = 1f,
            Validation = test,
        });

        var report = new SampleReport(sample, "Text generator");
        var trigram = new Trigram(text.Vocabulary.Count);
        trigram.Read(text.Train);
        report.Figure("perplexity", $"{Math.Exp(model.Evaluate(test, truncatedSteps: Steps).Loss):f1}", "per word, on the last tenth of the text");
        report.Figure("trigram perplexity", $"{trigram.Perplexity(text.Test):f1}", "interpolated");
        string prompt = sample.Value(GenerationOptions.Prompt) ?? "the";
        report.Text("It writes", text.Join(prompt, author.Write(model, text.Encode(prompt))));
        report.Losses("words", history);
        report.Model("words", model);
        text.Vocabulary.Save(Path.Combine(sample.Output, "words.txt"));
        report.Save();
    }
}
