using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

// Nodes that join both directions of a layer, or its output and its input.
internal sealed partial class GraphImport
{
    // Layers up to a sum of both directions; half of it is their average.
    private int _summed = -1;

    private ImportValue? Joins(OnnxNode node, ImportValue[] inputs) => (node.Op, inputs) switch
    {
        ("Add", [FlowValue one, FlowValue other]) => (ImportValue?)Residual(node, one, other) ?? Apart(node),
        ("Add", [FlowValue one, InputValue other]) when AsFlow(other) is { } input =>
            (ImportValue?)Residual(node, one, input) ?? Apart(node),
        ("Add", [InputValue other, FlowValue one]) when AsFlow(other) is { } input =>
            (ImportValue?)Residual(node, one, input) ?? Apart(node),
        ("Add", [HalfFlow one, HalfFlow other]) => Merged(node, "Sum", one, other),
        ("Mul", [HalfFlow one, HalfFlow other]) => Merged(node, "Multiply", one, other),
        ("Concat", [HalfFlow { Direction: 0 } one, HalfFlow { Direction: 1 } other]) when one.After == other.After
            && IsChannel(one, Int(node, "axis", 1)) && one.Axes.SequenceEqual(other.Axes) =>
            new FlowValue(one.Axes, one.After),
        ("Add", [HalfValue one, HalfValue other]) => MergedEnds(node, "Sum", one, other),
        ("Mul", [HalfValue one, HalfValue other]) => MergedEnds(node, "Multiply", one, other),
        ("Mul", [FlowValue flow, ConstantValue half]) => Average(flow, half, 0.5f),
        ("Mul", [ConstantValue half, FlowValue flow]) => Average(flow, half, 0.5f),
        ("Div", [FlowValue flow, ConstantValue two]) => Average(flow, two, 2f),
        ("ReduceSum" or "ReduceMean" or "ReduceProd", [FlowValue flow, ..]) when Axes(node, inputs) is [var axis]
            && flow.Axes[Folding.Axis(axis, flow.Rank)] == Axis.Direction =>
            Reduced(node, flow, Folding.Axis(axis, flow.Rank)),
        ("Identity" or "Cast" or "Dropout" or "Transpose" or "Squeeze" or "Unsqueeze", [HalfFlow half, ..]) => Seen(node, half, inputs),
        ("Gather", [HalfFlow half, ConstantValue { Tensor.Shape.Length: 0 } index]) when Longs(index) is [var step] =>
            End(half, Folding.Axis(Int(node, "axis", 0), half.Axes.Length), step),
        _ => null,
    };

    /// <summary>One direction's part of values with both; null where it is none.</summary>
    private HalfFlow? Half(FlowValue flow, int axis, long start, long end, bool keep)
    {
        int last = _layers.Count - 1;
        if (flow.After != _layers.Count || last < 0 || !flow.Rows.IsEmpty || !flow.Parts.IsEmpty || flow.Scaled is not null
            || _layers[last].Sketch is not { IsRecurrent: true, Bidirectional: true, Merge: "Concatenate" } sketch)
            return null;
        if (flow.Axes[axis] == Axis.Direction && end == start + 1 && start is 0 or 1)
            return new HalfFlow(keep ? flow.Axes.SetItem(axis, Axis.One) : flow.Axes.RemoveAt(axis), (int)start, flow.After);
        if (flow.Axes[axis] != Axis.Channel || flow.Axes.Contains(Axis.Direction) || !keep)
            return null;
        (long first, long count) = Folding.Range(2L * sketch.Units, start, end, 1);
        return count == sketch.Units && (first == 0 || first == sketch.Units)
            ? new HalfFlow(flow.Axes, first == 0 ? 0 : 1, flow.After)
            : null;
    }

    /// <summary>A Split into both directions.</summary>
    private HalfFlow? Halves(OnnxNode node, FlowValue flow)
    {
        int axis = Folding.Axis(Int(node, "axis", 0), flow.Rank), units = _layers.Count > 0 ? _layers[^1].Sketch.Units : 0;
        long part = flow.Axes[axis] == Axis.Direction ? 1 : units;
        if (node.Outputs is not [_, var second] || Half(flow, axis, 0, part, keep: true) is not { } forward
            || Half(flow, axis, part, 2 * part, keep: true) is not { } backward)
            return null;
        Set(second, backward);
        return forward;
    }

    private HalfFlow? Seen(OnnxNode node, HalfFlow half, ImportValue[] inputs) =>
        View(node, new FlowValue(half.Axes, half.After), inputs) is FlowValue seen ? half with { Axes = seen.Axes } : null;

    // The last step forward, or the first one backward, is the final state.
    private HalfValue? End(HalfFlow half, int axis, long index) =>
        half.Axes[axis] == Axis.Time && half.Axes.RemoveAt(axis) is [Axis.Batch, Axis.Channel]
            && half.After == _layers.Count
            && (half.Direction == 0 ? _lengths is null && (index == -1 || index == FixedSteps - 1) : index == 0)
            ? new HalfValue(new StateEntry(_layers.Count - 1, half.Direction), half.After) : null;

    private FlowValue? Merged(OnnxNode node, string merge, HalfFlow one, HalfFlow other) =>
        one.Direction != other.Direction && one.After == other.After && one.Axes.SequenceEqual(other.Axes)
            ? Merged(node, merge, one.Axes, one.After)
            : null;

    private FlowValue? Reduced(OnnxNode node, FlowValue flow, int axis) => !flow.Rows.IsEmpty || !flow.Parts.IsEmpty ? null : Merged(
        node, node.Op switch { "ReduceSum" => "Sum", "ReduceMean" => "Average", _ => "Multiply" },
        Int(node, "keepdims", 1) == 1 ? flow.Axes.SetItem(axis, Axis.One) : flow.Axes.RemoveAt(axis), flow.After);

    private FlowValue? Merged(OnnxNode node, string merge, ImmutableArray<Axis> axes, int after)
    {
        if (after != _layers.Count
            || _layers is not [.., { Sketch: { IsRecurrent: true, Bidirectional: true, EveryStep: true, Merge: "Concatenate" } } last])
            return null;
        Merge(last, merge);
        return new FlowValue(axes, Closed(node, last));
    }

    // Both final states.
    private FlowValue? MergedEnds(OnnxNode node, string merge, HalfValue one, HalfValue other)
    {
        if (one.Entry.Direction == other.Entry.Direction || one.Entry.Layer != other.Entry.Layer || one.Entry.Layer != _layers.Count - 1
            || _layers[^1].Sketch is not { EveryStep: true, Merge: "Concatenate" })
            return null;
        LayerDraft last = _layers[^1];
        TakeState(_layers.Count - 1);
        Merge(last, merge);
        return new FlowValue([Axis.Batch, Axis.Channel], Closed(node, last));
    }

    private void Merge(LayerDraft last, string merge)
    {
        last.Sketch = last.Sketch with { Merge = merge };
        last.Width = last.Sketch.Units;
        _summed = merge == "Sum" ? _layers.Count + 1 : -1;
    }

    private FlowValue? Average(FlowValue flow, ConstantValue factor, float wanted)
    {
        if (_summed != _layers.Count || flow.After != _layers.Count || factor.Tensor is not { Type: OnnxType.Float, Count: 1 }
            || BitConverter.ToSingle(factor.Tensor.Data.Span) != wanted)
            return null;
        LayerDraft merged = _layers[^2];
        merged.Sketch = merged.Sketch with { Merge = "Average" };
        _summed = -1;
        Consume(factor);
        return flow;
    }

    // The layer's output and its input: x + layer(x).
    private FlowValue? Residual(OnnxNode node, FlowValue one, FlowValue other)
    {
        (FlowValue output, FlowValue input) = one.After >= other.After ? (one, other) : (other, one);
        int layers = _layers.Count;
        LayerDraft? last = layers > 0 && _layers[^1].Sketch.Kind == LayerKind.Identity && layers > 1
            ? _layers[^2]
            : layers > 0 ? _layers[^1] : null; // a merge stands between
        int before = last is null ? -1 : _layers.IndexOf(last);
        if (output.After != layers || input.After != before
            || last!.Sketch is not { IsRecurrent: true, EveryStep: true, Residual: false } sketch
            || sketch.Inputs != last.Width || !output.Axes.SequenceEqual(input.Axes))
            return null;
        last.Sketch = sketch with { Residual = true };
        return output with { After = Closed(node, last) };
    }

    private static UnknownValue Apart(OnnxNode node) =>
        new($"{Shown(node)} adds values of two places: a declaration adds the output of one recurrent layer and "
            + "its input, of as many values");

    // What was before is no longer the layer's output: who reads it again is another branch.
    private int Closed(OnnxNode node, LayerDraft last)
    {
        _layers.Add(new LayerDraft(new LayerSketch(LayerKind.Identity, ""), node) { Width = last.Width });
        return _layers.Count;
    }

    private static bool IsChannel(HalfFlow half, long axis) => half.Axes[Folding.Axis(axis, half.Axes.Length)] == Axis.Channel;
}
