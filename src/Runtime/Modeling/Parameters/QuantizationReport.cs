namespace LstmGen;

/// <summary>What <see cref="ParameterStore.Quantize"/> has done.</summary>
/// <param name="Precision">How the weights of products are read now.</param>
/// <param name="Quantized">Parameters that are read so.</param>
/// <param name="Kept">Parameters that are read as floats: biases, tables of embedding vectors, and what is not multiplied as a
/// matrix.</param>
public sealed record QuantizationReport(
    WeightPrecision Precision, IReadOnlyList<ParameterInfo> Quantized, IReadOnlyList<ParameterInfo> Kept)
{
    /// <summary>One line: how many parameters, and how many values they have.</summary>
    public override string ToString() =>
        $"{Precision}: {Quantized.Count} of {Quantized.Count + Kept.Count} parameters, {Quantized.Sum(info => (long)info.Length)} of "
            + $"{Quantized.Concat(Kept).Sum(info => (long)info.Length)} values";
}
