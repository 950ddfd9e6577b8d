namespace LstmGen;

/// <summary>How the parameters of some names are trained otherwise than the rest: another learning rate, another weight decay.</summary>
/// <example><code>
/// // The embedding slower, the head faster, and no weight decay on either.
/// ParameterRules = [new("embedding.*") { RateFactor = 0.1, WeightDecay = 0 }, new("head.*") { RateFactor = 10, WeightDecay = 0 }]
/// </code></example>
/// <param name="Name">
/// A parameter's name (<see cref="ParameterInfo.Name"/>), where <c>*</c> stands for any text: <c>lstm.*</c>, <c>*.bias*</c>,
/// <c>*_l0</c>.
/// </param>
public sealed record ParameterRule(string Name)
{
    /// <summary>
    /// What the optimizer's learning rate, a schedule's included, is multiplied by. At least 0; 0 keeps the values, while the optimizer's
    /// moments go on. Default: 1.
    /// </summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>The weight decay in place of the optimizer's, also for parameters of one dimension. At least 0; null for the
    /// optimizer's. Default: null.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>
    /// Rules that give each layer a smaller rate the farther it is from the heads: those of the last layer have factor 1, of the one
    /// before <paramref name="factor"/>, before that its square. Source: "discriminative fine-tuning", Howard and Ruder 2018,
    /// arXiv:1801.06146, section 3.2, where the factor is 1 / 2.6.
    /// </summary>
    /// <param name="model">The model, whose layers are the parts of parameters' names before the last point, in the declaration's order; of
    /// layers that are stacked in one declaration (<c>_l0</c>, <c>_l1</c>) each is one of its own.</param>
    /// <param name="factor">Above 0, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of range.</exception>
    public static IReadOnlyList<ParameterRule> ByLayer(ModelDescription model, double factor)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!(factor > 0 && factor <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(factor), factor, $"factor is {factor}; give one above 0 and at most 1, such as 1 / 2.6.");
        string[] layers = [.. model.Parameters.Select(parameter => LayerOf(parameter.Name)).Distinct()];
        return [.. model.Parameters.Select(parameter => new ParameterRule(parameter.Name)
        {
            RateFactor = Math.Pow(factor, layers.Length - 1 - Array.IndexOf(layers, LayerOf(parameter.Name))),
        })];
    }

    /// <summary>Whether a parameter's name is one of those meant.</summary>
    internal bool Matches(string parameter)
    {
        string[] parts = Name.Split('*');
        if (parts.Length == 1)
            return Name == parameter;
        ReadOnlySpan<char> rest = parameter;
        if (!rest.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        rest = rest[parts[0].Length..];
        foreach (string part in parts.AsSpan(1, parts.Length - 2))
        {
            int at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
                return false;
            rest = rest[(at + part.Length)..];
        }

        return rest.EndsWith(parts[^1], StringComparison.Ordinal);
    }

    // lstm.weight_ih_l1_reverse belongs to lstm, layer 1.
    private static string LayerOf(string parameter)
    {
        int point = parameter.LastIndexOf('.');
        string own = parameter[(point + 1)..], layer = point < 0 ? "" : parameter[..point];
        if (own.EndsWith("_reverse", StringComparison.Ordinal))
            own = own[..^"_reverse".Length];
        int number = own.LastIndexOf("_l", StringComparison.Ordinal);
        return number >= 0 && int.TryParse(own.AsSpan(number + 2), out _) ? layer + own[number..] : layer;
    }
}
