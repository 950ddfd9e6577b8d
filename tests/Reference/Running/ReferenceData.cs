namespace LstmGen.Reference.Running;

/// <summary>One batch, batch first.</summary>
public sealed record ReferenceData
{
    /// <summary>Rows, B.</summary>
    public required int Batch { get; init; }

    /// <summary>Steps of the padded tensors, T.</summary>
    public required int Time { get; init; }

    /// <summary>Features [B, T, F]; null for a model with an embedding.</summary>
    public double[]? Values { get; init; }

    /// <summary>Values of each sequence [B, S]; null for a model without.</summary>
    public double[]? Static { get; init; }

    /// <summary>Token ids [B, T]; null for a model of features.</summary>
    public int[]? Ids { get; init; }

    /// <summary>Valid steps of each row, 1 to T; null when all rows are full.</summary>
    public int[]? Lengths { get; init; }

    /// <summary>h0 [layers * directions, B, state width] by layer prefix; zeros where absent.</summary>
    public Dictionary<string, double[]> InitialHidden { get; init; } = [];

    /// <summary>c0 [layers * directions, B, H] by layer prefix; zeros where absent.</summary>
    public Dictionary<string, double[]> InitialCell { get; init; } = [];

    /// <summary>Targets by head name; a head without one has no loss.</summary>
    public Dictionary<string, ReferenceTarget> Targets { get; init; } = [];

    /// <summary>Gradients of the loss by the final h, as h0, by layer prefix: sum(h_n * it) is added to the loss.</summary>
    public Dictionary<string, double[]> HiddenGradients { get; init; } = [];

    /// <summary>Gradients of the loss by the final c, as c0, by layer prefix.</summary>
    public Dictionary<string, double[]> CellGradients { get; init; } = [];

    /// <summary>
    /// Dropout masks (0 or 1 / (1 - rate)) and zoneout masks (1 = keep) by name; see the records of the layers and
    /// heads for names and shapes. What has no mask is not dropped.
    /// </summary>
    public Dictionary<string, double[]> Masks { get; init; } = [];

    /// <summary>What the rows attend to, [B, S, width]; null for a model without a source.</summary>
    public double[]? Source { get; init; }

    /// <summary>S.</summary>
    public int SourceTime { get; init; }

    /// <summary>Valid steps of each row's source, or null where all are full.</summary>
    public int[]? SourceLengths { get; init; }

    /// <summary>Valid steps of the source of row <paramref name="row"/>.</summary>
    public int SourceLengthOf(int row) => SourceLengths is null ? SourceTime : SourceLengths[row];

    /// <summary>Valid steps of row <paramref name="row"/>.</summary>
    public int LengthOf(int row) => Lengths is null ? Time : Lengths[row];
}
