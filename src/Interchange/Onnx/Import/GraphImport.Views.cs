using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

// Nodes that show the same values in another shape, and those that take the last step.
internal sealed partial class GraphImport
{
    private ImportValue? View(OnnxNode node, ImportValue[] inputs)
    {
        if (inputs.Length == 0)
            return null;
        if (node.Op == "Concat")
            return Joined(node, inputs);
        if (node.Op == "If")
            return SqueezedIf(node);
        switch (inputs[0])
        {
            case InputValue input when node.Op == "Identity": return input;
            case InputValue input when node.Op == "Cast": return Cast(node, input);
            case InputValue { Rank: >= 2 } input when node.Op is "Transpose" or "Squeeze" or "Unsqueeze" or "Reshape" or "Slice"
                or "Gather":
                return AsFlow(input) is { } data ? View(node, data, inputs) : null;
            case FlowValue flow: return View(node, flow, inputs);
            case StatesValue states: return View(node, states, inputs);
            case ZerosValue when node.Op is "Identity" or "Cast" or "Slice" or "Expand" or "Unsqueeze" or "Squeeze" or "Transpose"
                or "Reshape" or "Gather": return inputs[0];
            default: return null;
        }
    }

    /// <summary>An input as the sequence that the first layer reads; null where another input is, or it has other dimensions.</summary>
    private FlowValue? AsFlow(InputValue input)
    {
        if ((_sequence is not null && _sequence != input) || input.Rank is not (2 or 3))
            return null;
        _sequence = input;
        ImmutableArray<Axis> axes = input.Rank == 3
            ? [Axis.First, Axis.Second, Axis.Channel]
            : input.Real ? [Axis.Batch, Axis.Channel] : [Axis.First, Axis.Second];
        return new FlowValue(axes, 0);
    }

    // Numbers of words may be any integers; real numbers are not cut.
    private static ImportValue Cast(OnnxNode node, InputValue input) =>
        IsReal(Target(node)) || (!input.Real && IsInteger(Target(node))) ? input : Cut(node);

    private static OnnxType Target(OnnxNode node) => (OnnxType)Int(node, "to", 0);

    private static bool IsInteger(OnnxType type) => type is OnnxType.Int8 or OnnxType.Int16 or OnnxType.Int32 or OnnxType.Int64
        or OnnxType.UInt8 or OnnxType.UInt16 or OnnxType.UInt32 or OnnxType.UInt64;

    private static UnknownValue Cut(OnnxNode node) => new(
        $"{Shown(node)} makes {Target(node)} of real numbers, which no layer of a declaration does; do that in the program");

    private ImportValue? View(OnnxNode node, FlowValue flow, ImportValue[] inputs) => node.Op switch
    {
        "Identity" or "Dropout" => flow,
        "Cast" => IsReal(Target(node)) ? flow : Cut(node),
        "Transpose" => flow with { Axes = Permuted(flow.Axes, Ints(node, "perm")) },
        "Squeeze" => Squeezed(flow, Axes(node, inputs)),
        "Unsqueeze" when Axes(node, inputs) is [var axis] =>
            flow with { Axes = flow.Axes.Insert(Folding.Axis(axis, flow.Rank + 1), Axis.One) },
        "Reshape" or "Flatten" => Reshaped(node, flow, inputs),
        "Slice" => Sliced(node, flow, inputs),
        "Gather" when Longs(inputs[1]) is [var index] && ((ConstantValue)inputs[1]).Tensor.Shape.Length == 0 =>
            Gathered(node, flow, Folding.Axis(Int(node, "axis", 0), flow.Rank), index),
        "GatherElements" when inputs[1] is LengthsValue { Offset: -1 } =>
            Picked(node, flow, Folding.Axis(Int(node, "axis", 0), flow.Rank), -1, keep: true),
        "Split" => Halves(node, flow),
        "ReduceMean" or "ReduceMax" => Pooled(node, flow, inputs),
        _ => null,
    };

    private static ImmutableArray<Axis> Permuted(ImmutableArray<Axis> axes, long[] order)
    {
        int[] places = order.Length == 0
            ? [.. Enumerable.Range(0, axes.Length).Reverse()]
            : [.. order.Select(axis => Folding.Axis(axis, axes.Length))];
        return places.Length == axes.Length && places.Distinct().Count() == axes.Length
            ? [.. places.Select(place => axes[place])]
            : throw new FormatException($"perm [{string.Join(", ", order)}] is no order of {axes.Length} dimensions");
    }

    private ImportValue? Squeezed(FlowValue flow, long[] wanted)
    {
        int[] gone = wanted.Length > 0 ? [.. wanted.Select(axis => Folding.Axis(axis, flow.Rank))]
            : [.. Enumerable.Range(0, flow.Rank)
                .Where(i => flow.Axes[i] == Axis.One || (flow.Axes[i] == Axis.Direction && !IsBidirectional))];
        return gone.All(
            i =>
                flow.Axes[i] switch { Axis.One =>
                    true, Axis.Direction => !IsBidirectional, Axis.Channel => _layers.Count > 0 && _layers[^1].Width == 1, _ => false })
            ? flow with { Axes = [.. flow.Axes.Where((_, i) => !gone.Contains(i))] }
            : null;
    }

    private bool IsBidirectional => _layers.FindLast(layer => layer.Sketch.IsRecurrent)?.Sketch.Bidirectional == true;

    private ImportValue? Gathered(OnnxNode node, FlowValue flow, int axis, long index) =>
        IsBidirectional && flow.Axes[axis] == Axis.Direction
        ? Half(flow, axis, index < 0 ? index + 2 : index, (index < 0 ? index + 2 : index) + 1, keep: false)
        : Picked(node, flow, axis, index, keep: false);

    private ImportValue? Sliced(OnnxNode node, FlowValue flow, ImportValue[] inputs)
    {
        if (Bounds(node, inputs) is not ([var start], [var end], [var axis], [1]))
            return null;
        int at = Folding.Axis(axis, flow.Rank);
        if (start == 0 && end >= int.MaxValue)
            return flow;
        if (start == -1 && end >= int.MaxValue)
            return (ImportValue?)Half(flow, at, start, end, keep: true) ?? Picked(node, flow, at, -1, keep: true);
        if (Half(flow, at, start, end, keep: true) is { } half)
            return half;
        return end == start + 1 ? Picked(node, flow, at, start, keep: true) : null;
    }

    // One step of all: the last one.
    private ImportValue? Picked(OnnxNode node, FlowValue flow, int axis, long index, bool keep)
    {
        if (flow.After != _layers.Count || flow.Axes[axis] is not (Axis.Time or Axis.Direction or Axis.One))
            return null;
        ImmutableArray<Axis> rest = keep ? flow.Axes.SetItem(axis, Axis.One) : flow.Axes.RemoveAt(axis);
        if (flow.Axes[axis] == Axis.One || (flow.Axes[axis] == Axis.Direction && !IsBidirectional))
            return new FlowValue(rest, flow.After);
        int recurrent = _layers.FindLastIndex(layer => layer.Sketch.IsRecurrent);
        if (flow.Axes[axis] != Axis.Time || recurrent < 0 || (index != -1 && index != FixedSteps - 1))
            return null;
        if (_hasLengths && node.Op != "GatherElements")
            return Padded(node, "takes the last step of all, which is padding in shorter rows,");
        if (IsBidirectional)
            Problem(
                _layers[recurrent],
                "gives both directions at the last step, where the reverse one has read one step alone; "
                    + "Pooling.Last reads each where it ends");
        TakeLast(recurrent);
        return new FlowValue(rest, flow.After);
    }

    // Steps of the input where the file fixes them; 0 elsewhere.
    private long FixedSteps => _sequence is { Rank: 3 } && _timeAxis >= 0
        && _graph.Inputs.Find(input => input.Name == _sequence.Name) is { Shape: { IsDefault: false, Length: 3 } shape }
        ? shape[_timeAxis].Size ?? 0 : 0;

    // A final state, which a layer without lengths reaches after the padding.
    private void TakeState(int layer)
    {
        if (_hasLengths && !_layers[layer].HasLengths)
            Problem(_layers[layer], "has no lengths, as another layer has: its final state comes after the padding of shorter rows");
        TakeLast(layer);
    }

    private void TakeLast(int layer) => _layers[layer].Sketch = _layers[layer].Sketch with { EveryStep = false };

    private static void Problem(LayerDraft layer, string what) =>
        layer.Sketch = layer.Sketch with { Problem = layer.Sketch.Problem ?? $"{Shown(layer.Node)} {what}" };

    private static UnknownValue Padded(OnnxNode node, string what) => new(
        $"{Shown(node)} {what} while a recurrent layer has lengths: a declared model reads the valid steps of each row alone. Take "
            + "the final state h of the layer, or pool over valid steps, and train again");

    private ImportValue? Pooled(OnnxNode node, FlowValue flow, ImportValue[] inputs)
    {
        if (flow.After != _layers.Count || Axes(node, inputs) is not [var axis])
            return null;
        int at = Folding.Axis(axis, flow.Rank);
        if (flow.Axes[at] == Axis.Channel && node.Op == "ReduceMean")
            return new UnknownValue(
                $"{Shown(node)} takes the mean of the values of a step, and is not read. If it is part of a layer normalization, "
                    + "export with opset_version=17 or above, which has that as one operator");
        if (flow.Axes[at] != Axis.Time)
            return null;
        if (_hasLengths)
            return Padded(node, $"takes the {(node.Op == "ReduceMean" ? "mean" : "maximum")} of all steps, padding too,");
        AddLayer(
            new LayerSketch(LayerKind.Pooling, "") { Pooling = node.Op == "ReduceMean" ? "Mean" : "Max", EveryStep = false }, node,
            _layers.Count > 0 ? _layers[^1].Width : 0, []);
        return new FlowValue(Int(node, "keepdims", 1) == 1 ? flow.Axes.SetItem(at, Axis.One) : flow.Axes.RemoveAt(at), _layers.Count);
    }

    private ImportValue? View(OnnxNode node, StatesValue states, ImportValue[] inputs)
    {
        int axis = states.BatchFirst ? 1 : 0;
        switch (node.Op)
        {
            case "Identity":
                return states;
            case "Transpose" when Ints(node, "perm") is [1, 0, 2]:
                return states with { BatchFirst = !states.BatchFirst };
            case "Squeeze" when states.Entries.Length == 1
                && (Axes(node, inputs) is [] || (Axes(node, inputs) is [var one] && Folding.Axis(one, 3) == axis)):
                return Final(states, states.Entries[0]);
            case "Gather" when Longs(inputs[1]) is [var index] && ((ConstantValue)inputs[1]).Tensor.Shape.Length == 0
                && Folding.Axis(Int(node, "axis", 0), 3) == axis:
                return Final(states, states.Entries[Folding.Axis(index, states.Entries.Length)]);
            case "Slice" when Bounds(node, inputs) is ([var start], [var end], [var of], [1]) && Folding.Axis(of, 3) == axis:
                (long first, long count) = Folding.Range(states.Entries.Length, start, end, 1);
                return count > 0 ? states with { Entries = states.Entries.Slice((int)first, (int)count) } : null;
            case "Reshape" when states is { BatchFirst: true, Entries: [var forward, var backward] }
                && forward == backward with { Direction = 0 } && IsRow(2):
                return Both(states.After, forward, backward);
            case "Reshape" when states.Entries.Length == 1 && IsRow(1):
                return Final(states, states.Entries[0]);
            default:
                return null;
        }

        // One row of all states for each row of the batch.
        bool IsRow(int entries) => Keeps(
            states.BatchFirst ? [Axis.Batch, Axis.Direction, Axis.Channel] : [Axis.Direction, Axis.Batch, Axis.Channel],
            [Axis.Batch, Axis.Channel], Shape(node, inputs), entries * _layers[states.Entries[0].Layer].Sketch.Units);
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
        if (inputs.All(input => input is StatesValue { BatchFirst: false }) && axis == 0)
        {
            StatesValue[] states = [.. inputs.Cast<StatesValue>()];
            return states[^1] with { Entries = [.. states.SelectMany(state => state.Entries)], Cells = states.Any(state => state.Cells) };
        }

        if (inputs is [HalfValue forward, HalfValue backward] && axis is 1 or -1)
            return Both(forward.After, forward.Entry, backward.Entry);
        return inputs.All(input => input is SizesValue or ConstantValue { Tensor.Shape.Length: 1 })
            ? new SizesValue(inputs.Sum(input => input is ConstantValue constant ? constant.Tensor.Count : (input as SizesValue)?.Count))
            : null;
    }

    // PyTorch's squeeze: "if the dimension is 1, without it, else as it is".
    private ImportValue? SqueezedIf(OnnxNode node) =>
        node.Find("then_branch")?.Graph is { Nodes: [.., { Op: "Squeeze" } squeeze] } branch
            && node.Find("else_branch")?.Graph is { Nodes: [{ Op: "Identity" }] }
            && Value(squeeze.Input(0)) is FlowValue flow && branch.Nodes.SkipLast(1).All(inner => inner.Op == "Constant")
            ? Squeezed(flow, squeeze.Inputs.Count < 2 ? Ints(squeeze, "axes")
                : branch.Nodes.FirstOrDefault(inner => inner.Outputs.Contains(squeeze.Inputs[1])) is { } given && Given(given) is { } axes
                    ? Folding.Longs(axes)
                    : Longs(Value(squeeze.Inputs[1])) ?? [])
            : null;
}
