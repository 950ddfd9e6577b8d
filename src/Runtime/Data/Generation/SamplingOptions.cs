namespace LstmGen;

/// <summary>How the next token is drawn. Applied in this order: repetition penalty, temperature, top-k, top-p.</summary>
public sealed record SamplingOptions
{
    /// <summary>Divides the logits: below 1 bolder, above 1 more varied, 0 = always the most likely token. Default: 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Draws only among the k most likely tokens (Fan et al. 2018, arXiv:1805.04833); null for all. Default: null.</summary>
    public int? TopK { get; init; }

    /// <summary>
    /// Draws only among the fewest most likely tokens whose probabilities add up to at least p (nucleus sampling;
    /// Holtzman et al. 2020, arXiv:1904.09751); 1 = all. Default: 1.
    /// </summary>
    public double TopP { get; init; } = 1;

    /// <summary>
    /// Divides positive logits of tokens that occurred already and multiplies negative ones (Keskar et al. 2019,
    /// arXiv:1909.05858); 1 = none. Default: 1.
    /// </summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>Tokens that are never drawn, such as padding; see <c>Vocabulary.WithoutText</c>. Default: none.</summary>
    public IReadOnlyCollection<int> Suppressed { get; init; } = [];

    /// <summary>The seed. Default: 0.</summary>
    public long Seed { get; init; }

    internal void Check()
    {
        if (!(Temperature >= 0 && double.IsFinite(Temperature)))
            throw new ArgumentOutOfRangeException(nameof(Temperature), Temperature, "Temperature must be 0 or above.");
        if (TopK < 1)
            throw new ArgumentOutOfRangeException(nameof(TopK), TopK, "TopK must be at least 1, or null for all tokens.");
        if (!(TopP > 0 && TopP <= 1))
            throw new ArgumentOutOfRangeException(nameof(TopP), TopP, "TopP must lie in (0, 1]; 1 draws among all.");
        if (!(RepetitionPenalty > 0 && double.IsFinite(RepetitionPenalty)))
            throw new ArgumentOutOfRangeException(
                nameof(RepetitionPenalty), RepetitionPenalty, "RepetitionPenalty must be above 0; 1 is none.");
    }
}
