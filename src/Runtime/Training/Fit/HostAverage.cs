namespace LstmGen.Training;

/// <summary>The average of weights on the processor.</summary>
internal sealed class HostAverage(ParameterStore parameters, WeightAverage asked) : IWeightAverage
{
    /// <summary>The average itself.</summary>
    public ExponentialMovingAverage Values { get; } = new(parameters.Count, asked.Decay, asked.WarmUp);

    /// <inheritdoc/>
    public long Updates => Values.Updates;

    /// <inheritdoc/>
    public void Swap() => Values.Swap(parameters);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Read() => Values.Values;

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<float> values, long updates) => Values.Restore(values, updates);
}
