using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;

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
            // Another input, such as a first state.
            case InputValue input when _sequence is not null && input != _sequence && node.Op is "Slice" or "Gather" or "Squeeze"
                or "Unsqueeze" or "Transpose" or "Reshape" or "Expand" or "Cast":
                return input with { Rank = 0 };
            case InputValue input when node.Op is "Identity" or "Dropout": return input;
            case InputValue input when node.Op == "Cast": return Cast(node, input);
            case InputValue { Rank: >= 2 } input when node.Op is "Transpose" or "Squeeze" or "Unsqueeze" or "Reshape" or "Slice"
                or "Gather":
                return (AsFlow(input) ?? (node.Op == "Reshape" ? AsParts(input) : null)) is { } data ? View(node, data, inputs) : null;
            case FlowValue flow: return View(node, flow, inputs);
            case StatesValue states: return View(node, states, inputs);
            case ZerosValue when node.Op is "Identity" or "Cast" or "Slice" or "Expand" or "Unsqueeze" or "Squeeze" or "Transpose"
                or "Reshape" or "Gather": return inputs[0];
            default: return null;
        }
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
        "Transpose" => Permuted(flow, Ints(node, "perm")),
        "Squeeze" => Axes(node, inputs) is { } axes ? Squeezed(flow, axes) : null,
        "Unsqueeze" when Axes(node, inputs) is { } axes => flow with { Axes = Unsqueezed(flow.Axes, axes) },
        "Reshape" or "Flatten" => Reshaped(node, flow, inputs),
        "Slice" => Sliced(node, flow, inputs),
        "Gather" when inputs[1] is RowPlaces places && Folding.Axis(Int(node, "axis", 0), flow.Rank) == 0 =>
            LastByPlaces(node, flow, places),
        "Gather" when Longs(inputs[1]) is [var index] && ((ConstantValue)inputs[1]).Tensor.Shape.Length <= 1 =>
            Gathered(
                node, flow, Folding.Axis(Int(node, "axis", 0), flow.Rank), index, ((ConstantValue)inputs[1]).Tensor.Shape.Length == 1),
        "GatherElements" when inputs[1] is LengthsValue lengths =>
            LastByLengths(node, flow, Folding.Axis(Int(node, "axis", 0), flow.Rank), lengths),
        "Split" => Halves(node, flow),
        "ReduceMean" or "ReduceMax" or "ReduceSum" or "GlobalAveragePool" or "GlobalMaxPool" or "AveragePool" or "MaxPool" =>
            Pooled(node, flow, inputs),
        _ => null,
    };

    private static ImmutableArray<Axis> Unsqueezed(ImmutableArray<Axis> axes, long[] wanted)
    {
        int rank = axes.Length + wanted.Length;
        foreach (int at in wanted.Select(axis => Folding.Axis(axis, rank)).Order())
            axes = at <= axes.Length
                ? axes.Insert(at, Axis.One)
                : throw new FormatException($"an Unsqueeze has the axes [{string.Join(", ", wanted)}]");
        return axes;
    }

    // Parts of a step's values keep their order.
    private static FlowValue? Permuted(FlowValue flow, long[] order)
    {
        int[] places = Places(order, flow.Rank);
        int[] parts = [.. places.Where(place => flow.Axes[place] == Axis.Part)];
        return parts.SequenceEqual(parts.Order()) ? flow with { Axes = [.. places.Select(place => flow.Axes[place])] } : null;
    }

    private static int[] Places(long[] order, int rank)
    {
        int[] places = order.Length == 0
            ? [.. Enumerable.Range(0, rank).Reverse()]
            : [.. order.Select(axis => Folding.Axis(axis, rank))];
        return places.Length == rank && places.Distinct().Count() == rank
            ? places
            : throw new FormatException($"perm [{string.Join(", ", order)}] is no order of {rank} dimensions");
    }

    private FlowValue? Squeezed(FlowValue flow, long[] wanted)
    {
        Extent[] sizes = Extents(flow);
        int[] gone = wanted.Length > 0 ? [.. wanted.Select(axis => Folding.Axis(axis, flow.Rank)).Distinct()]
            : [.. Enumerable.Range(0, flow.Rank).Where(i => sizes[i].IsOne)];
        if (!gone.All(i => sizes[i].IsOne && flow.Axes[i] != Axis.Part))
            return null;
        if (gone.Any(i => flow.Axes[i] == Axis.Time))
            LeftOut(flow);
        return flow with { Axes = [.. flow.Axes.Where((_, i) => !gone.Contains(i))] };
    }

    private bool IsBidirectional => IsBidirectionalAt(_layers.Count);

    private ImportValue? Gathered(OnnxNode node, FlowValue flow, int axis, long index, bool keep) =>
        IsBidirectional && flow.Axes[axis] == Axis.Direction
        ? Half(flow, axis, index < 0 ? index + 2 : index, (index < 0 ? index + 2 : index) + 1, keep)
        : Picked(node, flow, axis, index, keep);

    // Bounds of several axes, one after another.
    private ImportValue? Sliced(OnnxNode node, FlowValue flow, ImportValue[] inputs)
    {
        if (Bounds(node, inputs) is not { } bounds || bounds.Ends.Length != bounds.Starts.Length
            || bounds.Axes.Length != bounds.Starts.Length || bounds.Steps.Any(step => step != 1))
            return null;
        ImportValue? result = flow;
        for (int i = 0; i < bounds.Starts.Length && result is FlowValue before; i++)
            result = Sliced(node, before, Folding.Axis(bounds.Axes[i], flow.Rank), bounds.Starts[i], bounds.Ends[i]);
        return result;
    }

    private ImportValue? Sliced(OnnxNode node, FlowValue flow, int at, long start, long end)
    {
        long size = Extents(flow)[at].Number ?? 0;
        if (start == 0 && (end >= int.MaxValue || (size > 0 && end >= size)))
            return flow;
        if (start == -1 && end >= int.MaxValue)
            return (ImportValue?)Half(flow, at, start, end, keep: true) ?? Picked(node, flow, at, -1, keep: true);
        if (Half(flow, at, start, end, keep: true) is { } half)
            return half;
        return end == start + 1 || (size > 0 && Folding.Range(size, start, end, 1).Count == 1)
            ? Picked(node, flow, at, start, keep: true)
            : null;
    }

    // One step of all: the last one.
    private ImportValue? Picked(OnnxNode node, FlowValue flow, int axis, long index, bool keep)
    {
        if (flow.After != _layers.Count || flow.Axes[axis] is not (Axis.Time or Axis.Direction or Axis.One or Axis.Batch))
            return null;
        FlowValue rest = flow with { Axes = keep ? flow.Axes.SetItem(axis, Axis.One) : flow.Axes.RemoveAt(axis) };
        if (flow.Axes[axis] != Axis.Time)
            return Extents(flow)[axis].IsOne ? rest : null;
        int recurrent = _layers.FindLastIndex(layer => layer.Sketch.IsRecurrent);
        bool isLast = index == -1 || index == FixedSteps - 1;
        if (recurrent == _layers.Count - 1 && !keep && (isLast || index == 0) && AreSideBySide(flow))
            return new EndFlow(rest, isLast, node);
        if (recurrent < 0 || !isLast)
            return null;
        if (_lengths is not null)
            return Padded(node, "takes the last step of all, which is padding in shorter rows,");
        return LastOf(recurrent, rest);
    }

    private bool AreSideBySide(FlowValue flow) => flow.Axes.Contains(Axis.Channel) && !flow.Axes.Contains(Axis.Direction)
        && _layers is [.., { Sketch: { IsRecurrent: true, Bidirectional: true, Merge: "Concatenate", Residual: false } }];

    // The half of the last step that is the forward direction's, or of the first step that is the backward one's.
    private HalfValue? Ended(OnnxNode node, ImportValue[] inputs)
    {
        if (inputs is not [EndFlow end, ..] || node.Op != "Slice" || Bounds(node, inputs) is not ([var start], [var last], [var axis], [1]))
            return null;
        return Half(end.Flow, Folding.Axis(axis, end.Flow.Rank), start, last, keep: true) is { } half
            && half.Direction == (end.IsLast ? 0 : 1) && half.Axes is [Axis.Batch, Axis.Channel] && !(end.IsLast && _lengths is not null)
            ? new HalfValue(new StateEntry(_layers.Count - 1, half.Direction), half.After)
            : null;
    }

    // Both directions at the last step, or at the first one.
    private ImportValue Whole(EndFlow end) => !end.IsLast ? Unread(end.Node)
        : _lengths is not null ? Padded(end.Node, "takes the last step of all, which is padding in shorter rows,")
        : LastOf(_layers.FindLastIndex(layer => layer.Sketch.IsRecurrent), end.Flow);

    private FlowValue LastOf(int recurrent, FlowValue rest)
    {
        if (IsBidirectional)
            _layers[recurrent].Sketch = _layers[recurrent].Sketch with { LastRow = true };
        else
            TakeLast(recurrent);
        return rest;
    }

    // A final state, which a layer without lengths reaches after the padding.
    private void TakeState(int layer)
    {
        if (_lengths is not null && !_layers[layer].HasLengths)
            Problem(_layers[layer], "has no lengths, as another layer has: its final state comes after the padding of shorter rows");
        TakeLast(layer);
    }

    private void TakeLast(int layer) => _layers[layer].Sketch = _layers[layer].Sketch with { EveryStep = false };

    private static void Problem(LayerDraft layer, string what) =>
        layer.Sketch = layer.Sketch with { Problem = layer.Sketch.Problem ?? $"{Shown(layer.Node)} {what}" };

    // PyTorch's squeeze: "if the dimension is 1, without it, else as it is".
    private FlowValue? SqueezedIf(OnnxNode node) =>
        node.Find("then_branch")?.Graph is { Nodes: [.., { Op: "Squeeze" } squeeze] } branch
            && node.Find("else_branch")?.Graph is { Nodes: [{ Op: "Identity" }] }
            && Value(squeeze.Input(0)) is FlowValue flow && branch.Nodes.SkipLast(1).All(inner => inner.Op == "Constant")
            ? SqueezedIf(flow, squeeze.Inputs.Count < 2 ? Ints(squeeze, "axes")
                : branch.Nodes.FirstOrDefault(inner => inner.Outputs.Contains(squeeze.Inputs[1])) is { } given && Given(given) is { } axes
                    ? Folding.Longs(axes)
                    : Longs(Value(squeeze.Inputs[1])) ?? [])
            : null;

    private FlowValue? SqueezedIf(FlowValue flow, long[] axes) =>
        axes is [var axis] && Extents(flow)[Folding.Axis(axis, flow.Rank)].Number > 1 ? flow : Squeezed(flow, axes);
}
