namespace LstmGen.Training;

/// <summary>What a training loop does with gradients, wherever they are: on the processor or on a device.</summary>
internal interface IParameterUpdate : IDisposable
{
    /// <summary>The moving average of the weights; null where none is asked for.</summary>
    IWeightAverage? Average { get; }

    /// <summary>The gradients, for a look at what went wrong.</summary>
    ReadOnlySpan<float> Gradients { get; }

    /// <summary>The weights before the last update: those for which loss and gradients were last finite.</summary>
    ReadOnlySpan<float> Previous { get; }

    /// <summary>Adds the gradients of the batch whose loss was computed last.</summary>
    void Backward(ModelWorkspace workspace);

    /// <summary>Norm of the gradient of all batches since the last update; NaN or infinite where a value is.</summary>
    float Norm();

    /// <summary>One update by the gradient, whose norm is given; clears the gradients.</summary>
    void Apply(float norm);

    /// <summary>Writes the optimizer's moments to its blocks, before they are saved.</summary>
    void Save();

    /// <summary>Takes weights and the optimizer's moments as they now are, after a checkpoint was read.</summary>
    void Restart();
}
