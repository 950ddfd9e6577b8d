namespace LstmGen.Generator.Heads.Dense;

/// <summary>What a method that decodes writes.</summary>
/// <param name="Labels">Name of the parameter for the labels, [B, T].</param>
/// <param name="Counted">Whether it also writes the number of labels of each row, <c>counts</c>, [B].</param>
/// <param name="Decoder">Type of a decoder that it takes, or null.</param>
internal sealed record DecodedLabels(string Labels, bool Counted, string? Decoder = null)
{
    /// <summary>Parameters after the input of a batch.</summary>
    public string Parameters =>
        $"{(Decoder is null ? "" : Decoder + " decoder, ")}Span<int> {Labels}{(Counted ? ", Span<int> counts" : "")}";

    /// <summary>The same as arguments.</summary>
    public string Arguments => $"{(Decoder is null ? "" : "decoder, ")}{Labels}{(Counted ? ", counts" : "")}";

    /// <summary>What the method for one sequence takes besides it.</summary>
    public string OneParameter => Decoder is null ? "" : $", {Decoder} decoder";

    /// <summary>Statements that throw where the labels have no room, given the head.</summary>
    public IEnumerable<string> Checks(string head)
    {
        if (Decoder is not null)
            yield return "ArgumentNullException.ThrowIfNull(decoder);";
        yield return $"{head}.RequireRoom({Labels}.Length, {head}.Time.Steps, \"{Labels}\");";
        if (Counted)
            yield return $"{head}.RequireRoom(counts.Length, 1, \"counts\");";
    }
}
