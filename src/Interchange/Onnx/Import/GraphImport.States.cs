using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Import;

// Final states of recurrent layers, which nodes pick, reorder and join.
internal sealed partial class GraphImport
{
    private ImportValue? View(OnnxNode node, StatesValue states, ImportValue[] inputs)
    {
        int axis = states.BatchFirst ? 1 : 0;
        switch (node.Op)
        {
            case "Identity" or "Dropout":
                return states;
            case "Transpose" when Ints(node, "perm") is [1, 0, 2] && !states.ByLayer:
                return states with { BatchFirst = !states.BatchFirst };
            case "Squeeze" when states.Entries.Length == 1 && !states.ByLayer && Axes(node, inputs) is { } axes
                && (axes is [] || (axes is [var one] && Folding.Axis(one, 3) == axis)):
                return Final(states, states.Entries[0]);
            case "Gather" when Longs(inputs[1]) is [var index] && ((ConstantValue)inputs[1]).Tensor.Shape.Length == 0
                && Folding.Axis(Int(node, "axis", 0), states.ByLayer ? 4 : 3) == axis:
                return states.ByLayer
                    ? OfLayer(states, index)
                    : Final(states, states.Entries[Folding.Axis(index, states.Entries.Length)]);
            case "Slice" when !states.ByLayer && Bounds(node, inputs) is ([var start], [var end], [var of], [1])
                && Folding.Axis(of, 3) == axis:
                (long first, long count) = Folding.Range(states.Entries.Length, start, end, 1);
                return count > 0 ? states with { Entries = states.Entries.Slice((int)first, (int)count) } : null;
            case "Reshape" or "Flatten" when !states.ByLayer:
                return Reshaped(node, states, inputs);
            default:
                return null;
        }
    }

    // [layers x directions, batch, units] as one row for each of the batch, or by layers.
    private ImportValue? Reshaped(OnnxNode node, StatesValue states, ImportValue[] inputs)
    {
        ImmutableArray<Extent?> sizes = ShapeOf(states);
        Extent rows = OfRole(Axis.Batch), units = sizes[2]!;
        if (node.Op == "Flatten" && (!states.BatchFirst || Int(node, "axis", 1) is not (1 or -2)))
            return null;
        ImmutableArray<Extent?> shape = node.Op == "Flatten" ? [rows, null] : Shape(node, inputs);
        Extent[]? wanted =
            shape.IsDefault ? null : Wanted(shape, [sizes[0]!, sizes[1]!, units], Int(node, "allowzero", 0) == 1);
        switch (wanted)
        {
            case [var batch, var width] when batch.Is(rows):
                if ((states.BatchFirst || rows.IsOne) && states.Entries is [var forward, var backward]
                    && forward == backward with { Direction = 0 })
                    return width.Is(Extent.Of(2).Times(units)!) ? Both(states.After, forward, backward) : null;
                return states.Entries.Length == 1 && width.Is(units) ? Final(states, states.Entries[0]) : null;
            // h.view(layers, directions, batch, units): a layer's directions are one after another
            case [_, { Number: { } directions }, var batch, var width]
                when !states.BatchFirst && batch.Is(rows) && width.Is(units) && AreByLayer(states, directions):
                return states with { ByLayer = true };
            default:
                return null;
        }
    }

    // Each layer's directions follow one another, and there are no others.
    private static bool AreByLayer(StatesValue states, long directions) =>
        directions is 1 or 2 && states.Entries.Length % directions == 0
            && states.Entries.Index().All(entry => entry.Item.Direction == entry.Index % directions
                && entry.Item.Layer == states.Entries[entry.Index - (int)(entry.Index % directions)].Layer);

    // One layer of states by layers: those of its directions.
    private static StatesValue OfLayer(StatesValue states, long index)
    {
        int directions = states.Entries.Max(entry => entry.Direction) + 1;
        int layer = Folding.Axis(index, states.Entries.Length / directions);
        return states with { Entries = states.Entries.Slice(layer * directions, directions), ByLayer = false };
    }

    private ImportValue? Final(StatesValue states, StateEntry entry)
    {
        if (states.Cells || entry.Layer != _layers.FindLastIndex(layer => layer.Sketch.IsRecurrent))
            return null;
        if (_layers[entry.Layer].Sketch.Bidirectional)
            return new HalfValue(entry, states.After);
        TakeState(entry.Layer);
        return new FlowValue([Axis.Batch, Axis.Channel], entry.Layer + 1);
    }

    private FlowValue? Both(int after, StateEntry forward, StateEntry backward)
    {
        if (forward.Layer != backward.Layer || (forward.Direction, backward.Direction) != (0, 1)
            || forward.Layer != _layers.FindLastIndex(layer => layer.Sketch.IsRecurrent))
            return null;
        TakeState(forward.Layer);
        return new FlowValue([Axis.Batch, Axis.Channel], after);
    }

    private ImportValue? Joined(OnnxNode node, ImportValue[] inputs)
    {
        long axis = Int(node, "axis", 1);
        if (inputs.All(input => input is StatesValue { BatchFirst: false, ByLayer: false }) && axis == 0)
        {
            StatesValue[] states = [.. inputs.Cast<StatesValue>()];
            return states[^1] with { Entries = [.. states.SelectMany(state => state.Entries)], Cells = states.Any(state => state.Cells) };
        }

        if (inputs is [HalfValue forward, HalfValue backward] && axis is 1 or -1)
            return Both(forward.After, forward.Entry, backward.Entry);
        return Concatenated(inputs);
    }
}
