using LstmGen.Data;

namespace LstmGen.Samples.CharLanguageModel;

/// <summary>Trains by truncated BPTT over parallel streams of one text, measures nats per character, and writes.</summary>
internal static class CharRun
{
    private const int Streams = 32, Steps = 64;

    public static void Execute(Sample sample, string kind)
    {
        if (kind is not ("gru" or "lstm"))
            throw new ArgumentException($"--model is '{kind}'; give gru or lstm.");
        var text = new Characters(TextData.Read(sample) ?? Known(sample), validate: sample.Files.Count > 0);
        var author = new Author(sample, text.Vocabulary, Declared.Characters);
        string prompt = sample.Value(GenerationOptions.Prompt) ?? text.Start;
        IEnumerable<int> written;
        var report = new SampleReport(sample, "Character language model");
        if (kind == "gru")
        {
            var model = new CharGru(sample.Seed);
            Train(sample, report, model, text, usual: 16, rate: 4e-3f);
            written = author.Write(model, text.Encode(prompt));
        }
        else
        {
            var model = new CharLstm(sample.Seed);
            Train(sample, report, model, text, usual: 8, rate: 3e-3f);
            written = author.Write(model, text.Encode(prompt));
        }

        report.Text("It writes", written.Select(id => text.Vocabulary[id]).Prepend(prompt));
        text.Vocabulary.Save(Path.Combine(sample.Output, "characters.txt"));
        report.Save();
    }

    private static string Known(Sample sample) => sample.RealData("charlm-tinyshakespeare", "input.txt") is { } folder
        ? File.ReadAllText(Path.Combine(folder, "input.txt"))
        : SyntheticText.Running(sample.Fast ? 1500 : 6000, sample.Seed);

    private static void Train(Sample sample, SampleReport report, IRecurrentModel model, Characters text, int usual, float rate)
    {
        Console.WriteLine(model.Description.Table);
        Console.WriteLine(
            $"{text.Train.Length} characters to learn from, {text.Validation.Length} to choose the best epoch by, "
            + $"{text.Test.Length} held out, {text.Vocabulary.Count - 2} kinds");
        if (text.Cut.Length > 0)
            Console.WriteLine(text.Cut);
        TextStreams streams = TextStreams.Of(sample, text.Train, text.Validation, text.Test, Streams, Steps);
        FitOptions options = streams.Fit(sample, sample.Fit(usual, fast: 4));
        int updates = options.Epochs * streams.UpdatesPerEpoch;
        History history = sample.Train(model, streams.Train, options with
        {
            Optimizer = new Adam(rate),
            Schedule = new CosineDecay(updates, rate / 50, ScheduleUnit.Step),
        });

        var fourGram = new NGram(3, text.Vocabulary.Count);
        fourGram.Read(text.Train);
        report.Figure(
            "nats per character", Digits.Show(model.Evaluate(streams.Test, truncatedSteps: Steps).Loss), "on the last tenth of the text");
        report.Figure("4-gram", Digits.Show(fourGram.NatsPerCharacter(text.Test)), "nats per character, add 0.1");
        report.Losses("characters", history);
        report.Model("characters", model);
    }
}
