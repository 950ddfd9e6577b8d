namespace LstmGen;

/// <summary>Weights in fewer bits for any model.</summary>
public static class ModelQuantization
{
    /// <inheritdoc cref="ParameterStore.Quantize"/>
    /// <param name="model">The model; of a pair of models, both.</param>
    /// <param name="precision">What to read.</param>
    public static QuantizationReport Quantize(this IRecurrentModel model, WeightPrecision precision)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Parameters.Quantize(precision);
    }
}
