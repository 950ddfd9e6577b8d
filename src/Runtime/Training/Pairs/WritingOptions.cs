namespace LstmGen;

/// <summary>How <see cref="EncoderDecoder.Write"/> writes from sources.</summary>
public sealed record WritingOptions
{
    /// <summary>The token that the decoder reads first.</summary>
    public required int StartToken { get; init; }

    /// <summary>The token that ends what is written, and is not given out.</summary>
    public required int EndToken { get; init; }

    /// <summary>Tokens written at most, the end token included. Default: 50.</summary>
    public int MaxTokens { get; init; } = 50;

    /// <summary>Texts kept at every step (beam search), up to 65,536. 1, the default, writes the likeliest token of each step.</summary>
    public int Beams { get; init; } = 1;

    /// <summary>
    /// Power of the length, end token included, that divides the log probability: score = log p / length^penalty. 0 compares probabilities,
    /// 1 means per token. Default: 0.
    /// </summary>
    public double LengthPenalty { get; init; }

    /// <summary>Draws the tokens, instead of the likeliest ones; only with one beam. Default: none.</summary>
    public TokenSampler? Sampler { get; init; }

    /// <summary>Tokens that are never written, such as padding. Default: none.</summary>
    public IReadOnlyCollection<int> Suppressed { get; init; } = [];

    /// <summary>Sources read and written side by side. Default: 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// Whether the weights of the first attention layer are kept: <see cref="WrittenText.Alignment"/>. Only with one beam. Default: false.
    /// </summary>
    public bool KeepAlignment { get; init; }

    internal void Check(int vocabulary)
    {
        RequireToken(StartToken, nameof(StartToken), vocabulary);
        RequireToken(EndToken, nameof(EndToken), vocabulary);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxTokens);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Beams);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Beams, 65_536);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        Given.RequireList(Suppressed);
        if (!(LengthPenalty >= 0 && double.IsFinite(LengthPenalty)))
            throw Refused(nameof(LengthPenalty), FormattableString.Invariant($"LengthPenalty is {LengthPenalty}; it must be 0 or above."));
        if (Beams > 1 && Sampler is not null)
            throw Refused(
                nameof(Sampler),
                $"Beams is {Beams} and Sampler draws tokens: a beam search draws none. Set Beams to 1, or leave Sampler out.");
        if (Beams > 1 && KeepAlignment)
            throw Refused(nameof(KeepAlignment),
                $"Beams is {Beams}, and KeepAlignment keeps the weights of one text. Set Beams to 1, or leave KeepAlignment out.");
        if (Sampler is not null && Sampler.Vocabulary != vocabulary)
            throw Refused(nameof(Sampler), $"Sampler draws from {Sampler.Vocabulary} tokens; the decoder has {vocabulary}.");
    }

    private static ArgumentException Refused(string name, string message) => new(message, name);

    private static void RequireToken(int token, string name, int vocabulary)
    {
        if ((uint)token >= (uint)vocabulary)
            throw new ArgumentOutOfRangeException(name, token, $"{name} is {token}; ids lie between 0 and {vocabulary - 1}.");
    }
}
