namespace LstmGen.Reference.Random;

/// <summary>What <see cref="RandomModels.Draw"/> may use. Everything beyond plain stacks is off until it is asked for.</summary>
public sealed record RandomModelOptions
{
    /// <summary>LSTM, GRU and RNN stacks, one direction, a regression head, full lengths.</summary>
    public static RandomModelOptions Plain { get; } = new();

    /// <summary>All that the vocabulary can say.</summary>
    public static RandomModelOptions Everything { get; } = new()
    {
        Embedding = true, Columns = true, Static = true, Bidirectional = true, Merges = true, WithoutBias = true, Projection = true,
        Peepholes = true,
        LayerNormCell = true, CellClip = true, CoupledGates = true, Residual = true, Zoneout = true, ResetBefore = true,
        ReluRnn = true, Dense = true, Activation = true, Skip = true, Conv = true, StridedConv = true, LayerNorm = true,
        DropoutRates = true,
        SeveralHeads = true, Heads = HeadKinds.All, Poolings = [.. Enum.GetValues<Pooling>()], VariableLengths = true,
        InitialStates = true, StateGradients = true, Names = true,
    };

    /// <summary>Largest hidden size, filter count or dense size. Small and odd sizes are drawn more often.</summary>
    public int MaxSize { get; init; } = 40;

    /// <summary>Most layer attributes.</summary>
    public int MaxLayers { get; init; } = 3;

    /// <summary>Most layers in one recurrent attribute.</summary>
    public int MaxStack { get; init; } = 3;

    /// <summary>Most steps.</summary>
    public int MaxTime { get; init; } = 12;

    /// <summary>Most rows.</summary>
    public int MaxBatch { get; init; } = 7;

    /// <summary>Recurrent cells to choose from.</summary>
    public CellKinds Cells { get; init; } = CellKinds.All;

    /// <summary>Heads to choose from. Kinds that do not fit the input are left out; regression takes their place.</summary>
    public HeadKinds Heads { get; init; } = HeadKinds.Regression;

    /// <summary>Poolings to choose from.</summary>
    public IReadOnlyList<Pooling> Poolings { get; init; } = [Pooling.Last];

    /// <summary>Embeddings beside features.</summary>
    public bool Embedding { get; init; }

    /// <summary>Columns of features that hold categories.</summary>
    public bool Columns { get; init; }

    /// <summary>Values that stand once for each sequence.</summary>
    public bool Static { get; init; }

    /// <summary>Two directions.</summary>
    public bool Bidirectional { get; init; }

    /// <summary>Merges beside concatenation.</summary>
    public bool Merges { get; init; }

    /// <summary>Layers and heads without bias vectors.</summary>
    public bool WithoutBias { get; init; }

    /// <summary>LSTM with a projection.</summary>
    public bool Projection { get; init; }

    /// <summary>LSTM with peepholes.</summary>
    public bool Peepholes { get; init; }

    /// <summary>LSTM with layer normalisation.</summary>
    public bool LayerNormCell { get; init; }

    /// <summary>LSTM with a clipped cell.</summary>
    public bool CellClip { get; init; }

    /// <summary>LSTM with f = 1 - i.</summary>
    public bool CoupledGates { get; init; }

    /// <summary>Residual connections.</summary>
    public bool Residual { get; init; }

    /// <summary>Zoneout at inference. A training step with zoneout needs masks.</summary>
    public bool Zoneout { get; init; }

    /// <summary>GRU with the reset gate before the product.</summary>
    public bool ResetBefore { get; init; }

    /// <summary>RNN with ReLU.</summary>
    public bool ReluRnn { get; init; }

    /// <summary>Dense layers.</summary>
    public bool Dense { get; init; }

    /// <summary>Layers that are only a function.</summary>
    public bool Activation { get; init; }

    /// <summary>Layers that join an earlier sequence.</summary>
    public bool Skip { get; init; }

    /// <summary>Convolutions with stride 1.</summary>
    public bool Conv { get; init; }

    /// <summary>Convolutions with larger strides, where <see cref="Conv"/> is on.</summary>
    public bool StridedConv { get; init; }

    /// <summary>Layer normalisation between layers.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>Dropout rates above 0. The reference then computes inference: no masks are drawn.</summary>
    public bool DropoutRates { get; init; }

    /// <summary>Up to three named heads with loss weights.</summary>
    public bool SeveralHeads { get; init; }

    /// <summary>Rows of different lengths.</summary>
    public bool VariableLengths { get; init; }

    /// <summary>Initial states other than zero.</summary>
    public bool InitialStates { get; init; }

    /// <summary>Final states that take part in the loss.</summary>
    public bool StateGradients { get; init; }

    /// <summary>Names of one's own for layers.</summary>
    public bool Names { get; init; }
}
