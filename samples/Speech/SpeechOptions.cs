using System.CommandLine;

namespace LstmGen.Samples.Speech;

/// <summary>Options of the command line, checked before anything is computed.</summary>
internal sealed record SpeechOptions
{
    private static readonly Option<string> ModelOption = Words(
        "--model", "What is trained: the model that reads whole recordings alone, or both", "both", "both", "whole");

    private static readonly Option<string?> DigitsOption = Words<string?>(
        "--digits",
        "Who speaks the digits: recordings (of the folder of --data), a program (espeak-ng) or tones; "
        + "without it the first that there is, tones in a fast run",
        null, "recordings", "program", "tones");

    private static readonly Option<string?> LeaveOutOption = new("--leave-out")
    {
        Description = "A speaker who is not learnt from, and whose recordings are held out: what a new voice costs",
    };

    private static readonly Option<string?> TrainedOption = new("--trained")
    {
        Description = "The --out folder of an earlier run: its models are used, and nothing is trained",
    };

    private static readonly Option<string?> FileOption = new("--file") { Description = "A WAV file to transcribe in the end" };

    private static readonly Option<string?> LiveOption = new("--live")
    {
        Description = "Prints words while they are spoken: 16 bit PCM of one channel from the standard input, or from a file that is named",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<int> RateOption = new("--rate")
    {
        Description = "Samples per second of --live",
        DefaultValueFactory = _ => Sound.Rate,
    };

    private static readonly Option<string?> LanguageOption = new("--language")
    {
        Description =
            "A text file of phrases, one a line, words separated by blanks: what is likely to be said; a beam search then uses it",
    };

    /// <summary>All options.</summary>
    public static Option[] All { get; } =
        [ModelOption, DigitsOption, LeaveOutOption, TrainedOption, FileOption, LiveOption, RateOption, LanguageOption];

    /// <summary>Which models are trained.</summary>
    public required string Model { get; init; }

    /// <summary>Where digits come from: recordings, program or tones; null for the first that there is.</summary>
    public string? Digits { get; init; }

    /// <summary>A speaker who is left out; null for none.</summary>
    public string? LeaveOut { get; init; }

    /// <summary>The folder of trained models; null to train.</summary>
    public string? Trained { get; init; }

    /// <summary>A WAV file to transcribe; null for none.</summary>
    public string? File { get; init; }

    /// <summary>Whether to listen.</summary>
    public bool Live { get; init; }

    /// <summary>What to listen to; null for the standard input.</summary>
    public string? LiveFile { get; init; }

    /// <summary>Samples per second of what is listened to.</summary>
    public int Rate { get; init; }

    /// <summary>A file of phrases; null for none.</summary>
    public string? Language { get; init; }

    /// <exception cref="ArgumentException">Options do not go together, or name what is not there.</exception>
    public static SpeechOptions Read(Sample sample)
    {
        var options = new SpeechOptions
        {
            Model = sample.Value(ModelOption),
            Digits = sample.Value(DigitsOption),
            LeaveOut = sample.Value(LeaveOutOption),
            Trained = sample.Value(TrainedOption),
            File = sample.Value(FileOption),
            Live = sample.IsGiven(LiveOption),
            LiveFile = sample.Value(LiveOption),
            Rate = sample.Value(RateOption),
            Language = sample.Value(LanguageOption),
        };
        options.Check(sample);
        return options;
    }

    /// <summary>The language model of <c>--language</c> over the words of a model; null for none.</summary>
    /// <exception cref="ArgumentException">The file is empty or holds a word that the model does not have.</exception>
    public CtcFusion? Fusion(IReadOnlyList<string> words)
    {
        if (Language is null)
            return null;
        var phrases = new List<int[]>();
        int row = 0;
        foreach (string line in System.IO.File.ReadLines(Language))
        {
            row++;
            string[] written = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (written.Length == 0)
                continue;
            phrases.Add([.. written.Select(word => Symbol(word, row))]);
        }

        return phrases.Count > 0 ? new CtcFusion(LabelNGram.Build(phrases, words.Count + 1)) : throw new ArgumentException(
            $"--language is '{Language}', which holds no words; give phrases, one a line.");

        int Symbol(string word, int row)
        {
            for (int i = 0; i < words.Count; i++)
            {
                if (words[i] == word)
                    return i + 1;
            }

            throw new ArgumentException(
                $"--language: {Language}, row {row}: '{word}' is no word of the model, which has {string.Join(
                    " ", words.Take(20))}. Correct it.");
        }
    }

    private void Check(Sample sample)
    {
        if (Trained is not null && !Directory.Exists(Trained))
            throw new ArgumentException(
                $"--trained is '{Trained}', which is no folder; give the --out folder of an earlier run, or leave it out to train.");
        if (Trained is not null && (LeaveOut is not null || sample.Files.Count > 0))
            throw new ArgumentException(
                $"--trained is given beside {(LeaveOut is null ? "--data" : "--leave-out")}, which says what is trained on; "
                + "leave one of them out.");
        if (Digits is not null && (Trained is not null || sample.Files.Count > 0))
            throw new ArgumentException(
                $"--digits is given beside {(Trained is null ? "files of your own" : "--trained")}, so that no digits are read; "
                + "leave one of them out.");
        if (Trained is not null && File is null && !Live)
            throw new ArgumentException("--trained is given without --file or --live, so that there is nothing to do; give one of them.");
        if (Trained is null && Live && Model == "whole")
            throw new ArgumentException("--live needs the model that listens, and --model is whole; leave --model out.");
        foreach ((string name, string? path) in ((string, string?)[])[("--file", File), ("--live", LiveFile), ("--language", Language)])
        {
            if (path is not null && !System.IO.File.Exists(path))
                throw new ArgumentException(
                    $"{name} is '{path}', which does not exist. Check the path; it is taken relative to the current folder.");
        }

        if (sample.IsGiven(RateOption) && !Live)
            throw new ArgumentException("--rate is given without --live, to which it applies; a WAV file says its rate itself.");
        if (Rate is < 4000 or > 384_000)
            throw new ArgumentException($"--rate is {Rate}; give 4000 to 384000 samples per second.");
    }

    private static Option<T> Words<T>(string name, string description, T usual, params string[] words)
    {
        var option = new Option<T>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.AcceptOnlyFromAmong(words);
        return option;
    }
}
