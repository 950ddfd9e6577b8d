namespace LstmGen;

/// <summary>How the next token is drawn. Applied in this order: repetition penalty, temperature, top-k, top-p.</summary>
public sealed record SamplingOptions
{
    /// <summary>Divides the logits: below 1 bolder, above 1 more varied, 0 = always the most likely token. Default: 1.</summary>
    public float Temperature { get; init; } = 1f;

    /// <summary>Draws only among the k most likely tokens (Fan et al. 2018, arXiv:1805.04833); 0 = all. Default: 0.</summary>
    public int TopK { get; init; }

    /// <summary>
    /// Draws only among the fewest most likely tokens whose probabilities add up to at least p (nucleus sampling;
    /// Holtzman et al. 2020, arXiv:1904.09751); 1 = all. Default: 1.
    /// </summary>
    public float TopP { get; init; } = 1f;

    /// <summary>
    /// Divides positive logits of tokens that occurred already and multiplies negative ones (Keskar et al. 2019,
    /// arXiv:1909.05858); 1 = none. Default: 1.
    /// </summary>
    public float RepetitionPenalty { get; init; } = 1f;

    /// <summary>Tokens that are never drawn, such as padding; see <c>Vocabulary.WithoutText</c>. Default: none.</summary>
    public IReadOnlyCollection<int> Suppressed { get; init; } = [];

    /// <summary>The seed. Default: 0.</summary>
    public ulong Seed { get; init; }

    internal void Check()
    {
        if (!(Temperature >= 0 && float.IsFinite(Temperature)))
            throw new ArgumentOutOfRangeException(nameof(Temperature), Temperature, "Temperature must be 0 or above.");
        if (TopK < 0)
            throw new ArgumentOutOfRangeException(nameof(TopK), TopK, "TopK must be 0 (all) or above.");
        if (!(TopP > 0 && TopP <= 1))
            throw new ArgumentOutOfRangeException(nameof(TopP), TopP, "TopP must lie in (0, 1]; 1 draws among all.");
        if (!(RepetitionPenalty > 0 && float.IsFinite(RepetitionPenalty)))
            throw new ArgumentOutOfRangeException(nameof(RepetitionPenalty), RepetitionPenalty, "RepetitionPenalty must be above 0; 1 is none.");
    }
}
