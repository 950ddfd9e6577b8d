using System.Diagnostics;

namespace LstmGen.Samples.Translation;

/// <summary>German to English: trains, translates the test part greedily and with beams, and measures BLEU and perplexity.</summary>
internal static class SentenceRun
{
    private const int Shown = 6;

    public static void Execute(Sample sample, string folder, bool plain)
    {
        Sentences sentences = Sentences.Read(folder);
        Declaration.Require(
            sample, (nameof(Declared.SourceWords), Declared.SourceWords, sentences.Source.Count, "words of the source"),
            (nameof(Declared.TargetWords), Declared.TargetWords, sentences.Target.Count, "words of the target"));
        var report = new SampleReport(sample, "German to English");
        if (plain)
            Run(
                sample, report, sentences, new EncoderDecoder(new PlainReader(sample.Seed), new PlainWriter(sample.Seed + 1)),
                attends: false);
        else
            Run(
                sample, report, sentences, new EncoderDecoder(new SentenceReader(sample.Seed), new SentenceWriter(sample.Seed + 1)),
                attends: true);
        report.Save();
    }

    private static void Run(Sample sample, SampleReport report, Sentences sentences, EncoderDecoder pair, bool attends)
    {
        Console.WriteLine(pair.Description.Table);
        SequenceSet train = sentences.Set(sentences.Parts.Train), validation = sentences.Set(sentences.Parts.Validation),
            test = sentences.Set(sentences.Parts.Test);
        FitOptions options = sample.Fit(usual: 12, fast: 1);
        var clock = Stopwatch.StartNew();
        History history = sample.Train(pair, train, options with
        {
            BatchSize = 96,
            ClipNorm = 1f,
            Optimizer = new Adam(1e-3f),
            Schedule = new ReduceOnPlateau(factor: 0.5f, patience: 0),
            Validation = validation,
            EarlyStopping = new(patience: 3),
        });
        report.Figure("parameters", $"{pair.Description.ParameterCount / 1e6:f1} million");
        report.Figure("epochs", $"{history.Epochs.Count}", $"{clock.Elapsed.TotalMinutes:f0} minutes");
        report.Figure(
            "test perplexity", Digits.Show(Math.Exp(pair.Evaluate(test).Loss)), "PyTorch's tutorial: 25.6 with attention, 43.8 without");

        string[][] references = [.. sentences.Parts.Test.Select(one => one.Target)];
        var writing = new WritingOptions
        {
            StartToken = sentences.Start, EndToken = sentences.End, MaxTokens = 60, BatchSize = 50, Suppressed = [0, 1, sentences.Start],
        };
        IReadOnlyList<WrittenText> greedy = pair.Write(test.Source!, writing with { KeepAlignment = attends });
        report.Figure("BLEU", Bleu(greedy), "greedy; PyTorch's tutorial: 28.3 with attention, 13.8 without");
        IReadOnlyList<WrittenText> beams = pair.Write(test.Source!, writing with { Beams = 5, LengthPenalty = 1 });
        report.Figure("BLEU with 5 beams", Bleu(beams), "length penalty 1");
        report.Table(
            ["German", "English", "reference"],
            [.. Enumerable.Range(0, Shown)
                .Select(
                    i => (string[])[string.Join(' ', sentences.Parts.Test[i].Source), Text(beams[i]), string.Join(' ', references[i])])]);
        if (attends)
            Draw(report, sentences, greedy[0]);
        string name = attends ? "translation" : "plain";
        report.Losses(name, history);
        report.Model(name, pair);

        string Text(WrittenText text) => string.Join(' ', Words(sentences, text));

        string Bleu(IReadOnlyList<WrittenText> texts)
        {
            var bleu = new Bleu();
            for (int i = 0; i < texts.Count; i++)
                bleu.Add(Words(sentences, texts[i]), references[i]);
            return $"{100 * bleu.Value:f1}";
        }
    }

    private static string[] Words(Sentences sentences, WrittenText text) => sentences.Target.Decode([.. text.Tokens]);

    private static void Draw(SampleReport report, Sentences sentences, WrittenText written) => report.Picture(
        "alignment",
        Alignment.Of(
            "the first sentence of the test part", ["<start>", .. sentences.Parts.Test[0].Source, "<end>"],
            [.. Words(sentences, written), .. Enumerable.Repeat("<end>", written.Ended ? 1 : 0)], written.Alignment!),
        Alignment.Caption);
}
