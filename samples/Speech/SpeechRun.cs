using LstmGen.Data;

namespace LstmGen.Samples.Speech;

/// <summary>Trains a model on phrases and measures it on phrases of recordings that it has not heard.</summary>
internal sealed class SpeechRun(Sample sample, SampleReport report, SpeechData data)
{
    private const int TestRounds = 5, FastWords = 8;

    /// <summary>In how many phrases a recording occurs.</summary>
    private int Rounds => sample.Fast ? 2 : 6;

    private readonly List<Phrase> _phrases =
        new PhraseMaker(sample.Seed + 1, varied: false).Make(data.Parts.Test, sample.Fast ? 1 : TestRounds);

    /// <summary>Trains a model.</summary>
    /// <param name="name">What it is called in figures and files.</param>
    /// <param name="model">The model.</param>
    /// <param name="usual">Passes over the training part, where nothing else is asked for.</param>
    public Recognizer Train(string name, IRecurrentModel model, int usual)
    {
        Console.WriteLine(model.Description.Table);
        var maker = new PhraseMaker(sample.Seed, varied: true);
        List<Phrase> phrases = maker.Make(data.Parts.Train, Rounds), words = maker.WordsAndSilence(data.Parts.Train);
        SequenceSet train = Spectra.Set([.. phrases, .. words]);
        SequenceSet validation = Spectra.Set(new PhraseMaker(sample.Seed + 2, varied: false).Make(data.Parts.Validation, 2));
        Console.WriteLine(
            $"{data.Name}: {data.Parts.Train.Count} recordings to learn from, alone, in {phrases.Count} phrases, "
            + $"and {words.Count - data.Parts.Train.Count} silences; "
            + $"{validation.Count} phrases to choose the best epoch by, {_phrases.Count} held out; "
            + $"{train.MinLength} to {train.MaxLength} frames");
        StandardScaler scaler = StandardScaler.Fit(train);
        int own = Math.Clamp(40_000 / train.Count, 10, 200);
        FitOptions options = sample.Fit(sample.Files.Count > 0 ? own : usual, fast: 6) with
        {
            BatchSize = sample.Fast ? 8 : 16,
            ClipNorm = 1f,
            Optimizer = new AdamW(3e-3f, weightDecay: 0.01),
        };

        // Little data: words alone first, of which a model that knows none yet learns sooner where in a recording they are.
        if (sample.Fast)
            sample.Train(model, scaler.Transform(Spectra.Set(words)), options with { Epochs = FastWords });
        History history = sample.Train(model, Spectra.Hide(scaler.Transform(train), sample.Seed), options with
        {
            Schedule = new CosineDecay(options.Epochs),
            Validation = scaler.Transform(validation),
            Metrics = [new LabelErrorRate()],
            EarlyStopping = new EarlyStopping(patience: options.Epochs, metric: "label_error_rate"),
        });
        var recognizer = new Recognizer(model, scaler, data.Words);
        report.Losses(name, history);
        report.Model(name, model, recognizer.Metadata);
        return recognizer;
    }

    /// <summary>Measures a model on phrases and on single words that are held out.</summary>
    public void Measure(string name, Recognizer recognizer, CtcFusion? fusion)
    {
        float[][] phrases = Probabilities(recognizer, _phrases);
        List<Phrase> words = new PhraseMaker(sample.Seed + 3, varied: false).Single(data.Parts.Test);
        float[][] single = Probabilities(recognizer, words);
        var greedy = new Decoder(recognizer.Symbols);
        int labels = _phrases.Sum(phrase => phrase.Words.Length);
        report.Figure(
            $"{name} label error rate", Digits.Percent(Errors(greedy, _phrases, phrases)),
                $"best path; {labels} words of {data.Parts.Test.Count} recordings in {_phrases.Count} phrases: {data.Name}");
        report.Figure(
            $"{name} label error rate, beam", Digits.Percent(Errors(new Decoder(recognizer.Symbols, 10), _phrases, phrases)),
                "10 prefixes");
        if (fusion is not null)
            report.Figure(
                $"{name} label error rate, language",
                Digits.Percent(Errors(new Decoder(recognizer.Symbols, 10, fusion), _phrases, phrases)),
                    "10 prefixes and the language model of --language");
        int right = words.Where((word, i) => greedy.Labels(single[i]).AsSpan().SequenceEqual([word.Words[0] + 1])).Count();
        report.Figure($"{name} single words right", Digits.Percent((double)right / words.Count), $"{right} of {words.Count}");
        double[] delays = Delays(greedy, phrases);
        report.Figure($"{name} delay", $"{1000 * delays[delays.Length / 2]:f0} ms", "from a word's end to the step that tells it, median");
        Show(name, recognizer, phrases, greedy);
    }

    private static float[][] Probabilities(Recognizer recognizer, List<Phrase> phrases) =>
        recognizer.Read(recognizer.Scaler.Transform(Spectra.Set(phrases)));

    private static double Errors(Decoder decoder, List<Phrase> phrases, float[][] probabilities)
    {
        var errors = new LabelErrorRate();
        for (int i = 0; i < phrases.Count; i++)
            errors.Add(decoder.Labels(probabilities[i]), Array.ConvertAll(phrases[i].Words, word => word + 1));
        return errors.Value;
    }

    // Of phrases whose words are all right: seconds from the end of a word to the end of the frame at which its label begins.
    private double[] Delays(Decoder decoder, float[][] probabilities)
    {
        List<double> delays = [0];
        for (int i = 0; i < _phrases.Count; i++)
        {
            (int Label, int Step)[] told = decoder.Told(probabilities[i]);
            if (!told.Select(one => one.Label - 1).SequenceEqual(_phrases[i].Words))
                continue;
            delays.AddRange(
                told.Select((one, word) => (double)(one.Step * Sound.Hop + Sound.Options.FftSize - _phrases[i].Ends[word]) / Sound.Rate));
        }

        return [.. delays.Skip(delays.Count > 1 ? 1 : 0).Order()];
    }

    // One phrase that is right, and one that is not, if there is one.
    private void Show(string name, Recognizer recognizer, float[][] probabilities, Decoder decoder)
    {
        bool[] isRight = [.. _phrases.Select(
            (phrase, i) => decoder.Labels(probabilities[i]).Select(label => label - 1).SequenceEqual(phrase.Words))];
        foreach (int i in (int[])[Array.IndexOf(isRight, true), Array.IndexOf(isRight, false)])
        {
            if (i < 0)
                continue;
            string spoken = recognizer.Text(_phrases[i].Words.Select(word => word + 1));
            string file = $"{name}-{(isRight[i] ? "right" : "wrong")}";
            WavFile.Write(Path.Combine(sample.Output, file + ".wav"), new Waveform(_phrases[i].Samples, Sound.Rate));
            PhrasePictures.Add(report, file, recognizer, decoder, recognizer.Read(_phrases[i].Samples), $"spoken: {spoken}");
        }
    }
}
