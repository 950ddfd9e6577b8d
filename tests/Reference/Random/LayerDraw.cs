using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Random;

/// <summary>Draws layers.</summary>
internal static class LayerDraw
{
    public static RecurrentLayer Recurrent(Dice dice, RandomModelOptions allowed)
    {
        int hidden = dice.Size(allowed.MaxSize);
        CellKinds[] cells = [.. new[] { CellKinds.Lstm, CellKinds.Gru, CellKinds.Rnn }.Where(kind => allowed.Cells.HasFlag(kind))];
        RecurrentLayer layer = dice.Of(cells) switch
        {
            CellKinds.Gru => new GruLayer(hidden) { ResetAfter = !dice.OneIn(3, allowed.ResetBefore) },
            CellKinds.Rnn => new RnnLayer(hidden) { Nonlinearity = dice.OneIn(3, allowed.ReluRnn) ? Nonlinearity.Relu : Nonlinearity.Tanh },
            _ => Lstm(dice, allowed, hidden),
        };
        bool bidirectional = dice.OneIn(2, allowed.Bidirectional);
        int layers = dice.OneIn(2) ? dice.Between(1, allowed.MaxStack) : 1;
        return layer with
        {
            Layers = layers,
            Bidirectional = bidirectional,
            Merge = bidirectional && dice.OneIn(2, allowed.Merges) ? dice.Of(Enum.GetValues<Merge>()) : Merge.Concatenate,
            Bias = !dice.OneIn(4, allowed.WithoutBias),
            Residual = dice.OneIn(4, allowed.Residual),
            Zoneout = dice.OneIn(5, allowed.Zoneout) ? 0.25f : 0,
            // Dropout between layers needs two of them.
            Dropout = dice.OneIn(3, allowed.DropoutRates && layers > 1) ? 0.3f : 0,
            InputDropout = dice.OneIn(6, allowed.DropoutRates) ? 0.2f : 0,
            RecurrentDropout = dice.OneIn(6, allowed.DropoutRates) ? 0.1f : 0,
        };
    }

    /// <summary>Some layer; a recurrent one where nothing else is allowed.</summary>
    /// <param name="dice">The choices.</param>
    /// <param name="allowed">What may be drawn.</param>
    /// <param name="shortest">Valid steps of the shortest row here; a convolution leaves at least one.</param>
    public static ReferenceLayer Any(Dice dice, RandomModelOptions allowed, int shortest) => dice.Between(0, 8) switch
    {
        0 when allowed.Dense => new DenseLayer(dice.Size(allowed.MaxSize))
        {
            Activation = dice.Of(Enum.GetValues<Activation>()), Bias = !dice.OneIn(4, allowed.WithoutBias),
        },
        1 when allowed.LayerNorm => new NormLayer(),
        2 when allowed.Conv => Conv(dice, allowed, shortest),
        3 when allowed.DropoutRates => new DropoutLayer(0.5f) { SharedOverTime = dice.OneIn(2) },
        4 when allowed.Activation => new ActivationLayer(dice.Of([Activation.Relu, Activation.Tanh, Activation.Sigmoid])),
        _ => Recurrent(dice, allowed),
    };

    /// <summary>A skip from the input or a layer of <paramref name="body"/> to behind its last layer.</summary>
    /// <returns>Null where no earlier sequence with a name has the same steps.</returns>
    public static SkipLayer? Skip(Dice dice, ReferenceModel body)
    {
        var prefixes = body.Prefixes;
        int last = body.Layers.Count;
        int[] places = [.. Enumerable.Range(0, last + 1).Where(
            from => (from == 0 || body.Layers[from - 1] is not (DropoutLayer or ActivationLayer))
                && body.Layers.Skip(from).All(layer => layer.KeepsSteps))];
        if (places.Length == 0)
            return null;
        int from = dice.Of(places), width = body.WidthBefore(from);
        return new(width)
        {
            From = from == 0 ? null : prefixes[from - 1],
            Merge = width == body.WidthBefore(last) && !dice.OneIn(3) ? dice.Of(Enum.GetValues<Merge>()) : Merge.Concatenate,
        };
    }

    private static LstmLayer Lstm(Dice dice, RandomModelOptions allowed, int hidden) => new(hidden)
    {
        Projection = hidden > 1 && dice.OneIn(4, allowed.Projection) ? dice.Between(1, hidden - 1) : 0,
        Peepholes = dice.OneIn(4, allowed.Peepholes),
        LayerNorm = dice.OneIn(4, allowed.LayerNormCell),
        CellClip = dice.OneIn(5, allowed.CellClip) ? 0.75f : 0,
        CoupledGates = dice.OneIn(5, allowed.CoupledGates),
    };

    private static ConvLayer Conv(Dice dice, RandomModelOptions allowed, int shortest)
    {
        var padding = dice.Of(Enum.GetValues<Padding>());
        return new(dice.Size(allowed.MaxSize), dice.Between(1, padding == Padding.Valid ? Math.Min(3, shortest) : 4))
        {
            Padding = padding,
            Stride = dice.OneIn(3, allowed.StridedConv) ? dice.Between(2, 3) : 1,
            Activation = dice.Of(Enum.GetValues<Activation>()),
            Bias = !dice.OneIn(4, allowed.WithoutBias),
        };
    }
}
