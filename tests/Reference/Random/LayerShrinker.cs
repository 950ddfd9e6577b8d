using LstmGen.Reference.Layers;

namespace LstmGen.Reference.Random;

/// <summary>Layers that are one change simpler.</summary>
internal static class LayerShrinker
{
    public static IEnumerable<ReferenceLayer> Smaller(ReferenceLayer layer)
    {
        if (layer.Name is not null)
            yield return layer with { Name = null };
        var simpler = layer switch
        {
            RecurrentLayer recurrent => Recurrent(recurrent).Concat(Cell(recurrent)),
            DenseLayer dense => Dense(dense),
            ConvLayer conv => Conv(conv),
            DropoutLayer { SharedOverTime: true } dropout => [dropout with { SharedOverTime = false }],
            ActivationLayer { Function: Activation.Relu or Activation.Sigmoid } => [new ActivationLayer(Activation.Tanh)],
            _ => [],
        };
        foreach (var candidate in simpler)
            yield return candidate;
    }

    private static IEnumerable<ReferenceLayer> Recurrent(RecurrentLayer layer)
    {
        if (layer.Layers > 1)
            yield return layer with { Layers = layer.Layers / 2, Dropout = layer.Layers / 2 > 1 ? layer.Dropout : 0 };
        if (layer.Bidirectional)
            yield return layer with { Bidirectional = false, Merge = Merge.Concatenate };
        if (layer.Merge != Merge.Concatenate)
            yield return layer with { Merge = Merge.Concatenate };
        foreach (int hidden in new[] { layer.Hidden / 2, layer.Hidden - 1 }.Distinct())
        {
            if (hidden > (layer is LstmLayer { Projection: > 0 and var projection } ? projection : 0))
                yield return layer with { Hidden = hidden };
        }

        if (layer.Residual)
            yield return layer with { Residual = false };
        if (layer.Zoneout > 0)
            yield return layer with { Zoneout = 0 };
        if (layer.Dropout > 0)
            yield return layer with { Dropout = 0 };
        if (layer.InputDropout > 0)
            yield return layer with { InputDropout = 0 };
        if (layer.RecurrentDropout > 0)
            yield return layer with { RecurrentDropout = 0 };
        if (!layer.Bias)
            yield return layer with { Bias = true };
    }

    private static IEnumerable<ReferenceLayer> Cell(RecurrentLayer layer)
    {
        switch (layer)
        {
            case LstmLayer lstm:
                if (lstm.Projection > 0)
                    yield return lstm with { Projection = 0 };
                if (lstm.Projection > 1)
                    yield return lstm with { Projection = lstm.Projection / 2 };
                if (lstm.Peepholes)
                    yield return lstm with { Peepholes = false };
                if (lstm.LayerNorm)
                    yield return lstm with { LayerNorm = false };
                if (lstm.CellClip > 0)
                    yield return lstm with { CellClip = 0 };
                if (lstm.CoupledGates)
                    yield return lstm with { CoupledGates = false };
                break;
            case GruLayer { ResetAfter: false } gru:
                yield return gru with { ResetAfter = true };
                break;
            case RnnLayer { Nonlinearity: Nonlinearity.Relu } rnn:
                yield return rnn with { Nonlinearity = Nonlinearity.Tanh };
                break;
        }
    }

    private static IEnumerable<ReferenceLayer> Dense(DenseLayer layer)
    {
        if (layer.Size > 1)
            yield return layer with { Size = layer.Size / 2 };
        if (layer.Activation != Activation.None)
            yield return layer with { Activation = Activation.None };
        if (!layer.Bias)
            yield return layer with { Bias = true };
    }

    private static IEnumerable<ReferenceLayer> Conv(ConvLayer layer)
    {
        if (layer.Filters > 1)
            yield return layer with { Filters = layer.Filters / 2 };
        if (layer.Kernel > 1)
            yield return layer with { Kernel = layer.Kernel - 1 };
        if (layer.Stride > 1)
            yield return layer with { Stride = 1 };
        if (layer.Padding != Padding.Valid)
            yield return layer with { Padding = Padding.Valid };
        if (layer.Activation != Activation.None)
            yield return layer with { Activation = Activation.None };
        if (!layer.Bias)
            yield return layer with { Bias = true };
    }
}
