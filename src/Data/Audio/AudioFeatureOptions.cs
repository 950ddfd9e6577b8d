namespace LstmGen.Data;

/// <summary>
/// What <see cref="AudioFeatures"/> computes. The defaults are those of <c>torchaudio.transforms.MelSpectrogram</c> with 80 mels, and
/// the logarithm of <c>torchaudio.transforms.MFCC(log_mels=True)</c>.
/// </summary>
public sealed record AudioFeatureOptions
{
    /// <summary>Samples per second, in Hz. Default: 16000.</summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>Samples that a frame is transformed from (<c>n_fft</c>); powers of two are fastest. Default: 400.</summary>
    public int FftSize { get; init; } = 400;

    /// <summary>
    /// Samples of the Hann window (<c>win_length</c>), in the middle of the frame; null for <see cref="FftSize"/>. Default: null.
    /// </summary>
    public int? WindowSize { get; init; }

    /// <summary>Samples from one frame to the next (<c>hop_length</c>). Default: 200.</summary>
    public int Hop { get; init; } = 200;

    /// <summary>What frames see beyond the ends. Default: <see cref="AudioPadding.Reflect"/>.</summary>
    public AudioPadding Padding { get; init; } = AudioPadding.Reflect;

    /// <summary>Exponent of the magnitude: 2 = power, 1 = magnitude (<c>power</c>). Default: 2.</summary>
    public double Power { get; init; } = 2;

    /// <summary>Number of triangular mel filters (<c>n_mels</c>). Default: 80.</summary>
    public int Mels { get; init; } = 80;

    /// <summary>Where the first filter begins, in Hz (<c>f_min</c>). Default: 0.</summary>
    public double LowestHz { get; init; }

    /// <summary>Where the last filter ends, in Hz (<c>f_max</c>); null for half the sample rate. Default: null.</summary>
    public double? HighestHz { get; init; }

    /// <summary>How frequencies become mels. Default: <see cref="MelScale.Htk"/>.</summary>
    public MelScale Scale { get; init; } = MelScale.Htk;

    /// <summary>
    /// Whether filters have the area 1 instead of the height 1 (<c>norm="slaney"</c>, librosa's default). Default: false.
    /// </summary>
    public bool UnitArea { get; init; }

    /// <summary>Whether energies become ln(energy + <see cref="LogOffset"/>). Default: true.</summary>
    public bool Log { get; init; } = true;

    /// <summary>What is added to an energy before its logarithm, more than 0. Default: 1e-6.</summary>
    public double LogOffset { get; init; } = 1e-6;

    /// <summary>
    /// Number of cepstral coefficients (<c>n_mfcc</c>: orthonormal DCT-II of the logarithms); null for the mel energies themselves.
    /// Default: null.
    /// </summary>
    public int? Coefficients { get; init; }

    /// <summary>How often differences over time are appended: 1 = deltas, 2 = deltas of the deltas too. Default: 0.</summary>
    public int Deltas { get; init; }

    /// <summary>
    /// Frames on either side that a delta is the slope over; torchaudio's <c>win_length</c> is 2 * reach + 1. Default: 2.
    /// </summary>
    public int DeltaReach { get; init; } = 2;

    /// <summary>Values per frame.</summary>
    public int Width => (Coefficients ?? Mels) * (Deltas + 1);

    internal int ActualWindow => WindowSize ?? FftSize;

    internal double ActualHighest => HighestHz ?? SampleRate / 2.0;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it.</exception>
    internal void Check()
    {
        Require(SampleRate is >= 1 and <= 10_000_000, nameof(SampleRate), SampleRate, "give 1 to 10000000 Hz");
        Require(FftSize is >= 2 and <= 1 << 20, nameof(FftSize), FftSize, $"give 2 to {1 << 20} samples");
        Require(ActualWindow >= 1 && ActualWindow <= FftSize, nameof(WindowSize), WindowSize,
            $"give 1 to {FftSize} samples (FftSize), or null for all of them");
        Require(Hop >= 1, nameof(Hop), Hop, "give at least 1 sample");
        Given.Member(Padding);
        Given.Member(Scale);
        Require(double.IsFinite(Power) && Power > 0, nameof(Power), Power, "give 2 for power or 1 for magnitude");
        Require(Mels is >= 1 and <= 1 << 16, nameof(Mels), Mels, "give at least 1 filter");
        Require(LowestHz >= 0 && LowestHz < ActualHighest, nameof(LowestHz), LowestHz,
            $"give 0 or more, and less than HighestHz, {ActualHighest} Hz");
        Require(ActualHighest > 0 && ActualHighest <= SampleRate / 2.0, nameof(HighestHz), HighestHz,
            $"give at most half the sample rate, {SampleRate / 2.0} Hz, or null for that");
        Require(double.IsFinite(LogOffset) && LogOffset > 0, nameof(LogOffset), LogOffset,
            "give a small number above 0, as the energy of silence is 0");
        Require(Coefficients is null || (Coefficients >= 1 && Coefficients <= Mels), nameof(Coefficients), Coefficients,
            $"give 1 to {Mels} (Mels), or null for the energies themselves");
        Require(Log || Coefficients is null, nameof(Log), Log,
            "cepstral coefficients are of logarithms: leave Log at true, or Coefficients at null");
        Require(Deltas is >= 0 and <= 8, nameof(Deltas), Deltas, "give 0 to 8");
        Require(DeltaReach is >= 1 and <= 1000, nameof(DeltaReach), DeltaReach, "give 1 to 1000 frames");
    }

    private static void Require(bool holds, string name, object? value, string fix)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, $"{name} is {value}; {fix}.");
    }
}
