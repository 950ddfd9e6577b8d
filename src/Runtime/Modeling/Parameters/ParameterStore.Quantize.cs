namespace LstmGen;

// In how many bits predictions read the weights.
public sealed partial class ParameterStore
{
    private const int MostByteProducts = 1 << 17;

    private volatile WeightPrecision _precision;

    /// <summary>How predictions and streams read the weights of products; of a pair, the narrower of its models'.</summary>
    public WeightPrecision Precision => _parts is [] ? _precision : _parts.Max(part => part.Precision);

    /// <summary>
    /// Has predictions and streams of the model on the processor read the weights of products in <paramref name="precision"/> from now on.
    /// The parameters stay floats: they can be read, saved, and set anew, and <see cref="WeightPrecision.Float32"/> makes all as it was. A
    /// model that is not float can be evaluated, not trained. Running streams go on with the new weights at their next step.
    /// </summary>
    /// <param name="precision">What to read.</param>
    /// <returns>Which parameters are read so, and which stay floats.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such precision.</exception>
    /// <exception cref="InvalidOperationException">Called from inside a change of these parameters, or while another thread trains them, or
    /// a product adds up more than 131,072 values, too many for 8 bits.</exception>
    public QuantizationReport Quantize(WeightPrecision precision)
    {
        Given.Member(precision);
        RequireSums(Description, precision);
        using (BeginUpdate())
            SetPrecision(precision);
        return new QuantizationReport(
            precision, [.. Description.Parameters.Where(info => IsNarrow(info, precision))],
            [.. Description.Parameters.Where(info => !IsNarrow(info, precision))]);
    }

    /// <summary>Sums of 8-bit products are 32 bits wide: whether none can be too large.</summary>
    /// <exception cref="InvalidOperationException">One can.</exception>
    internal static void RequireSums(ModelDescription description, WeightPrecision precision)
    {
        if (precision != WeightPrecision.Int8)
            return;
        foreach (ParameterInfo info in description.Parameters)
        {
            if (info.Quantizes && info.Length / info.Shape[0] > MostByteProducts)
                throw new InvalidOperationException(
                    $"{info} adds up {info.Length / info.Shape[0]} products, and 8 bits allow {MostByteProducts}. Use BFloat16.");
        }
    }

    /// <summary>Throws where weights are read in fewer bits than 32.</summary>
    /// <exception cref="InvalidOperationException">They are.</exception>
    internal static void RequireFloat(WeightPrecision precision)
    {
        if (precision != WeightPrecision.Float32)
            throw new InvalidOperationException($"The model is quantized to {precision}, which has no gradients. Call "
                + "Quantize(WeightPrecision.Float32) before training, and quantize again after it.");
    }

    /// <summary>Inside a change of the values, which a new precision is for whoever packs them.</summary>
    internal void SetPrecision(WeightPrecision precision)
    {
        _precision = precision;
        foreach (ParameterStore part in _parts)
            part.SetPrecision(precision);
    }

    private static bool IsNarrow(ParameterInfo info, WeightPrecision precision) => precision != WeightPrecision.Float32 && info.Quantizes;
}
