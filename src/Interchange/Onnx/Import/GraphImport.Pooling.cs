using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

// The mean and the maximum of steps, and the last step by the lengths of rows.
internal sealed partial class GraphImport
{
    private static UnknownValue Padded(OnnxNode node, string what) => new(
        $"{Shown(node)} {what} while lengths of rows are read elsewhere: a declared model reads the valid steps of each row alone. Take "
            + "the final state h of the layer, or pool over valid steps, and train again");

    private ImportValue? Pooled(OnnxNode node, FlowValue flow, ImportValue[] inputs)
    {
        if (flow.After != _layers.Count)
            return new UnknownValue($"{Shown(node)} reads values that another layer has read before: the graph has branches, and a "
                + "declaration is a chain of layers");
        if (node.Op is "AveragePool" or "MaxPool" or "GlobalAveragePool" or "GlobalMaxPool")
            return PooledWhole(node, flow);
        if (Axes(node, inputs) is not [var axis])
            return null;
        int at = Folding.Axis(axis, flow.Rank);
        if (flow.Axes[at] == Axis.Channel && node.Op == "ReduceMean")
            return new UnknownValue(
                $"{Shown(node)} takes the mean of the values of a step, and is not read. If it is part of a layer normalization, "
                    + "export with opset_version=17 or above, which has that as one operator");
        if (flow.Axes[at] != Axis.Time)
            return null;
        if (node.Op == "ReduceSum")
            // PyTorch and ONNX Runtime put zeros behind a row's length.
            return _layers is [.., { Sketch: { IsRecurrent: true, Residual: false }, HasLengths: true }]
                ? Summed(node, flow, inputs)
                : new UnknownValue($"{Shown(node)} takes the sum of all steps, and a declared head reads their mean or maximum; take "
                    + "y.mean(1), and train again");
        return _lengths is not null
            ? Padded(node, $"takes the {(node.Op == "ReduceMean" ? "mean" : "maximum")} of all steps, padding too,")
            : Pooled(node, flow, inputs, node.Op == "ReduceMean" ? "Mean" : "Max");
    }

    // Over the steps, whose dimension is given and stays or goes.
    private FlowValue? Pooled(OnnxNode node, FlowValue flow, ImportValue[] inputs, string pooling)
    {
        if (flow.After != _layers.Count || Axes(node, inputs) is not [var axis])
            return null;
        int at = Folding.Axis(axis, flow.Rank);
        if (flow.Axes[at] != Axis.Time)
            return null;
        AddPooling(node, pooling);
        return Without(node, flow, at) with { After = _layers.Count };
    }

    private static FlowValue Without(OnnxNode node, FlowValue flow, int at) =>
        flow with { Axes = Int(node, "keepdims", 1) == 1 ? flow.Axes.SetItem(at, Axis.One) : flow.Axes.RemoveAt(at) };

    private void AddPooling(OnnxNode node, string pooling) => AddLayer(
        new LayerSketch(LayerKind.Pooling, "") { Pooling = pooling, EveryStep = false }, node,
        _layers.Count > 0 ? _layers[^1].Width : 0, []);

    // [batch, values, steps] whose window is all steps.
    private ImportValue? PooledWhole(OnnxNode node, FlowValue flow)
    {
        bool whole = node.Op.StartsWith("Global", StringComparison.Ordinal)
            || (Ints(node, "kernel_shape") is [var kernel] && kernel == FixedSteps && Ints(node, "pads").All(pad => pad == 0)
                && (node.Find("auto_pad")?.Text ?? "NOTSET") is "NOTSET" or "VALID" && Int(node, "ceil_mode", 0) == 0);
        if (flow.Axes is not [Axis.Batch, Axis.Channel, Axis.Time] || !whole)
            return null;
        bool mean = node.Op.EndsWith("AveragePool", StringComparison.Ordinal);
        if (_lengths is not null)
            return Padded(node, $"takes the {(mean ? "mean" : "maximum")} of all steps, padding too,");
        AddPooling(node, mean ? "Mean" : "Max");
        return new FlowValue([Axis.Batch, Axis.Channel, Axis.One], _layers.Count);
    }

    private SummedFlow? Summed(OnnxNode node, FlowValue flow, ImportValue[] inputs) =>
        flow.After == _layers.Count && Axes(node, inputs) is [var axis] && Folding.Axis(axis, flow.Rank) is var at
            && flow.Axes[at] == Axis.Time
            ? new SummedFlow(Without(node, flow, at))
            : null;

    // The mean: a sum of each row's own steps, divided by how many they are.
    private ImportValue? Mean(OnnxNode node, FlowValue sum, LengthsValue lengths)
    {
        int shift = lengths.Axes.IsDefault ? -1 : sum.Rank - lengths.Axes.Length;
        if (sum.After != _layers.Count || shift < 0 || lengths.Offset != Shortened(sum.After)
            || !lengths.Axes.Index().All(one => one.Item == Axis.One || one.Item == sum.Axes[one.Index + shift]))
            return null;
        if (Uses(lengths.Input) is { } other)
            return new UnknownValue($"{Shown(node)} {other}");
        AddPooling(node, "Mean");
        FlowValue result = sum with { After = _layers.Count };
        return result;
    }

    /// <summary>Whether what stands at padding is below all that can stand at a row's own steps, so that no maximum takes it.</summary>
    private bool IsBelow(MaskedFlow masked)
    {
        if (masked.Fill <= float.MinValue)
            return true;
        LayerSketch? last = masked.Flow.After == _layers.Count && _layers.Count > 0 ? _layers[^1].Sketch : null;
        double? least = last switch
        {
            { IsRecurrent: true } => last.Residual || last.Merge is not ("Concatenate" or "Average") ? null
                : last.Kind == LayerKind.Rnn && last.Activation == "Relu" ? 0 : -1,
            { Kind: LayerKind.Dense or LayerKind.Conv1d or LayerKind.Activation } => last.Activation switch
            {
                "Relu" or "Sigmoid" or "Softmax" => 0, "Tanh" => -1, _ => null,
            },
            _ => null,
        };
        return masked.Fill <= least;
    }

    private ImportValue? LastByLengths(OnnxNode node, FlowValue flow, int axis, LengthsValue lengths)
    {
        int recurrent = _layers.FindLastIndex(layer => layer.Sketch.IsRecurrent);
        bool ofOtherRows = !lengths.Axes.IsDefault && lengths.Axes.Length == flow.Rank
            && lengths.Axes.Index().Any(one => one.Item != Axis.One && one.Item != flow.Axes[one.Index]);
        if (flow.After != _layers.Count || flow.Axes[axis] != Axis.Time || recurrent < 0 || ofOtherRows
            || lengths.Offset != Shortened(flow.After) - 1)
            return null;
        return Uses(lengths.Input) is { } other
            ? new UnknownValue($"{Shown(node)} {other}")
            : LastOf(recurrent, flow with { Axes = flow.Axes.SetItem(axis, Axis.One) });
    }

    // y[torch.arange(rows), lengths - 1], which PyTorch writes as one step of those of all rows.
    private ImportValue? LastByPlaces(OnnxNode node, FlowValue flow, RowPlaces places)
    {
        int recurrent = _layers.FindLastIndex(layer => layer.Sketch.IsRecurrent);
        if (flow.After != _layers.Count || recurrent < 0 || flow.Axes is not [Axis.Rows, Axis.Channel]
            || flow.Rows is not [Axis.Batch, Axis.Time] || !places.Starts.Rows.Is(OfRole(Axis.Batch))
            || !places.Starts.Steps.Is(Steps(flow.After)) || places.Lengths.Offset != Shortened(flow.After) - 1)
            return null;
        return Uses(places.Lengths.Input) is { } other
            ? new UnknownValue($"{Shown(node)} {other}")
            : LastOf(recurrent, flow with { Axes = [Axis.Batch, Axis.Channel], Rows = [] });
    }
}
