namespace LstmGen.Reference.Running;

/// <summary>Everything that one run computes; batch first, zero at padded steps.</summary>
public sealed record ReferenceResult
{
    /// <summary>The weighted sum of the heads' losses and of the given gradients' products; 0 without targets.</summary>
    public required double Loss { get; init; }

    /// <summary>Each head's own loss, before its weight, by head name; absent without a target.</summary>
    public required Dictionary<string, double> HeadLosses { get; init; }

    /// <summary>What each head computes before softmax or sigmoid (logits, values, emissions): [B, N] or [B, T', N].</summary>
    public required Dictionary<string, double[]> Outputs { get; init; }

    /// <summary>Weights of attention pooling [B, T'] by head name.</summary>
    public required Dictionary<string, double[]> Attention { get; init; }

    /// <summary>Output of the last layer, [B, T', W].</summary>
    public required double[] Sequence { get; init; }

    /// <summary>Steps of the padded output, T'.</summary>
    public required int OutputTime { get; init; }

    /// <summary>Valid steps of each row after the layers.</summary>
    public required int[] OutputLengths { get; init; }

    /// <summary>h_n by layer prefix, [layers * directions, B, state width]: each row's own last state.</summary>
    public required Dictionary<string, double[]> FinalHidden { get; init; }

    /// <summary>c_n by layer prefix, [layers * directions, B, H].</summary>
    public required Dictionary<string, double[]> FinalCell { get; init; }

    /// <summary>Gradients by parameter name; a frozen table has none.</summary>
    public required Dictionary<string, double[]> Gradients { get; init; }

    /// <summary>Gradient of the features [B, T, F]; null for a model with an embedding.</summary>
    public required double[]? InputGradient { get; init; }

    /// <summary>Gradient of the source [B, S, width]; null for a model without one.</summary>
    public double[]? SourceGradient { get; init; }

    /// <summary>
    /// Weights with which each attention layer attended to the source, [B, T, S] by prefix; 0 past a row's end or its source's.
    /// </summary>
    public Dictionary<string, double[]> Alignments { get; init; } = [];

    /// <summary>Gradients of h0, by layer prefix, also where h0 was left at zero.</summary>
    public required Dictionary<string, double[]> InitialHiddenGradients { get; init; }

    /// <summary>Gradients of c0, by layer prefix, also where c0 was left at zero.</summary>
    public required Dictionary<string, double[]> InitialCellGradients { get; init; }
}
