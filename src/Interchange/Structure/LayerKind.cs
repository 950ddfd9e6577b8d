namespace LstmGen.Interchange.Structure;

/// <summary>What a layer of a file is.</summary>
internal enum LayerKind
{
    Embedding,
    Lstm,
    Gru,
    Rnn,
    Dense,
    Conv1d,
    LayerNorm,
    Dropout,

    /// <summary>A function of the values, without weights.</summary>
    Activation,

    /// <summary>One value of all steps: mean, maximum, or their sum by attention.</summary>
    Pooling,

    /// <summary>All steps as one row.</summary>
    Flatten,

    /// <summary>Nothing, when a model predicts.</summary>
    Identity,

    /// <summary>A layer that is not in the vocabulary.</summary>
    Other,
}
