namespace LstmGen.Samples.Speech;

/// <summary>Recordings of single words in parts.</summary>
/// <param name="Name">What they are, for figures.</param>
/// <param name="Words">The words, as they are printed.</param>
/// <param name="Parts">To learn from, to choose the best epoch by, and held out.</param>
internal sealed record SpeechData(string Name, IReadOnlyList<string> Words, Parts<SpokenWord> Parts)
{
    /// <summary>The ten digits.</summary>
    public static IReadOnlyList<string> Digits { get; } = [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")];

    /// <summary>
    /// Files of one's own, real digits, digits spoken by a program, or tones: what is asked for, or the first that there are.
    /// </summary>
    /// <exception cref="ArgumentException">What is asked for is not there.</exception>
    public static SpeechData Read(Sample sample, SpeechOptions options)
    {
        SpeechData data = sample.Files.Count > 0 ? OwnRecordings.Read(sample) : OfDigits(sample, options.Digits);
        return options.LeaveOut is null ? data : data.Without(options.LeaveOut);
    }

    private static SpeechData OfDigits(Sample sample, string? source)
    {
        long seed = sample.Seed;
        if (source is null or "recordings" && sample.RealData(DigitRecordings.Folder, DigitRecordings.First) is { } folder)
            return DigitRecordings.Read(folder);
        if (source == "recordings")
            throw new ArgumentException(
                $"--digits is recordings, and {(sample.Fast ? "a fast run makes its data itself" : "there are none")}; "
                + $"name the folder that holds {DigitRecordings.Folder} by --data, and leave --fast out.");
        if (source == "program" || (source is null && !sample.Fast))
        {
            if (SpeechProgram.Find() is { } program)
                return sample.Fast
                    ? SpeechProgram.Digits(program, seed, voices: 3, each: 7)
                    : SpeechProgram.Digits(program, seed, SpeechProgram.MostVoices, each: 12);
            if (source == "program")
                throw new ArgumentException(
                    "--digits is program, and espeak-ng is not installed, or not in PATH; install it (Debian: apt-get install "
                    + "espeak-ng), or take --digits tones.");
        }

        return MadeTones.Digits(seed, sample.Fast ? 12 : 40);
    }

    /// <summary>What is learnt and chosen by the other speakers, and measured on all recordings of one.</summary>
    /// <exception cref="ArgumentException">There is no such speaker, or no other one.</exception>
    private SpeechData Without(string speaker)
    {
        string[] speakers = [.. Parts.All.Select(word => word.Speaker).Distinct().Order(StringComparer.Ordinal)];
        if (!speakers.Contains(speaker))
            throw new ArgumentException(
                $"--leave-out is '{speaker}', and the speakers are {string.Join(", ", speakers.Take(20))}; name one of them.");
        if (speakers.Length == 1)
            throw new ArgumentException($"--leave-out is '{speaker}', the only speaker; there is nobody to learn from. Leave it out.");
        SpokenWord[] held = [.. Parts.All.Where(word => word.Speaker == speaker)];
        return this with
        {
            Name = $"{Name} without {speaker}",
            Parts = new([.. Parts.Train.Where(Other)], [.. Parts.Validation.Where(Other)], held),
        };

        bool Other(SpokenWord word) => word.Speaker != speaker;
    }
}
