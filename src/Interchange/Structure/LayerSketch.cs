namespace LstmGen.Interchange.Structure;

/// <summary>A layer as a file describes it, in the words of the vocabulary.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What the names of its tensors begin with.</param>
internal sealed record LayerSketch(LayerKind Kind, string Name)
{
    /// <summary>Values per step that it reads; the number of token ids for an embedding; 0 where the file does not say.</summary>
    public int Inputs { get; init; }

    /// <summary>Units of a direction, outputs or filters.</summary>
    public int Units { get; init; }

    public int Layers { get; init; } = 1;

    public bool Bidirectional { get; init; }

    /// <summary>How directions are joined: Concatenate, Sum, Average or Multiply.</summary>
    public string Merge { get; init; } = "Concatenate";

    public bool Bias { get; init; } = true;

    public int Projection { get; init; }

    public bool ResetAfter { get; init; } = true;

    public bool Peepholes { get; init; }

    public bool CoupledGates { get; init; }

    /// <summary>Whether the input is added to the output.</summary>
    public bool Residual { get; init; }

    /// <summary>None, Relu, Tanh, Sigmoid or Softmax; of an RNN Tanh or Relu.</summary>
    public string Activation { get; init; } = "None";

    public int Kernel { get; init; }

    public int Stride { get; init; } = 1;

    /// <summary>Valid, Same or Causal.</summary>
    public string Padding { get; init; } = "Valid";

    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>Share of a dropout.</summary>
    public float Dropout { get; init; }

    public bool SharedOverTime { get; init; }

    public float InputDropout { get; init; }

    public float RecurrentDropout { get; init; }

    /// <summary>Whether its output has every step; otherwise the last one alone.</summary>
    public bool EveryStep { get; init; } = true;

    /// <summary>
    /// Whether the model gives the last step alone of every step that follows from this layer in both directions: the reverse one has read
    /// one step there, so that it is not what <see cref="EveryStep"/> = false means.
    /// </summary>
    public bool LastRow { get; init; }

    /// <summary>Mean, Max or Attention, of a pooling layer.</summary>
    public string Pooling { get; init; } = "";

    /// <summary>The setting that cannot be kept, in words; null where all can.</summary>
    public string? Problem { get; init; }

    public bool IsRecurrent => Kind is LayerKind.Lstm or LayerKind.Gru or LayerKind.Rnn;

    /// <summary>Values per step that it gives, where it reads <paramref name="inputs"/>.</summary>
    public int Outputs(int inputs) => Kind switch
    {
        LayerKind.Lstm or LayerKind.Gru or LayerKind.Rnn =>
            (Projection > 0 ? Projection : Units) * (Bidirectional && Merge == "Concatenate" ? 2 : 1),
        LayerKind.Embedding or LayerKind.Dense or LayerKind.Conv1d => Units,
        _ => inputs,
    };
}
