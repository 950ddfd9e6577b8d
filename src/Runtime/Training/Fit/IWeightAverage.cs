namespace LstmGen.Training;

/// <summary>The moving average of a model's weights, wherever it is kept. See <see cref="ExponentialMovingAverage"/>.</summary>
internal interface IWeightAverage
{
    /// <summary>Updates so far.</summary>
    long Updates { get; }

    /// <summary>Exchanges the model's weights and the average: once to evaluate, once more to go on.</summary>
    void Swap();

    /// <summary>The average, while it is not swapped.</summary>
    ReadOnlySpan<float> Read();

    /// <summary>Takes an average back from a checkpoint.</summary>
    void Restore(ReadOnlySpan<float> values, long updates);
}
