namespace LstmGen;

/// <summary>How a model's weights are drawn.</summary>
public enum Initialization
{
    /// <summary>
    /// As PyTorch: recurrent layers uniform(-1/sqrt(H), 1/sqrt(H)) for weights and biases; dense layers
    /// uniform(-1/sqrt(inputs), 1/sqrt(inputs)); embeddings normal(0, 1).
    /// </summary>
    PyTorch,

    /// <summary>
    /// As Keras: input weights Glorot uniform, recurrent weights orthogonal, biases 0 with an LSTM forget bias of 1;
    /// embeddings uniform(-0.05, 0.05).
    /// </summary>
    Keras,
}
