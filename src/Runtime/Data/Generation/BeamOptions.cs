namespace LstmGen;

/// <summary>How <see cref="BeamSearch{TState}"/> searches.</summary>
public sealed record BeamOptions
{
    /// <summary>Continuations kept at every step, up to 65,536: each has a state and the logits of the vocabulary. Default: 4.</summary>
    public int Beams { get; init; } = 4;

    /// <summary>Tokens generated at most, the end token included. Default: 50.</summary>
    public int MaxTokens { get; init; } = 50;

    /// <summary>The token that ends a continuation; null for none. Default: null.</summary>
    public int? EndToken { get; init; }

    /// <summary>Tokens that are never written, such as padding; see <c>Vocabulary.WithoutText</c>. Default: none.</summary>
    public IReadOnlyCollection<int> Suppressed { get; init; } = [];

    /// <summary>
    /// Power of the length that divides the log probability: score = log p / length^penalty. 0 compares plain
    /// probabilities, which favours short results; 1 compares means per token. Default: 0.
    /// </summary>
    public double LengthPenalty { get; init; }

    internal void Check(int vocabulary)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Beams);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Beams, 65_536);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxTokens);
        if (EndToken is { } end && (uint)end >= (uint)vocabulary)
            throw Refused(nameof(EndToken), end, $"EndToken is {end}; ids lie between 0 and {vocabulary - 1}. Leave it null for none.");
        if (!(LengthPenalty >= 0 && double.IsFinite(LengthPenalty)))
            throw Refused(nameof(LengthPenalty), LengthPenalty, "LengthPenalty must be 0 or above.");
    }

    private static ArgumentOutOfRangeException Refused(string name, object value, string message) => new(name, value, message);
}
