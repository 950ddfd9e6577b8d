using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

// Reshape and Flatten: the same values in another shape, as long as each step and row keeps its own.
internal sealed partial class GraphImport
{
    // [.., directions, batch or time.., units] as [.., directions x units]; [T, B, C] as rows of C.
    private ImportValue? Reshaped(OnnxNode node, FlowValue flow, ImportValue[] inputs)
    {
        if (node.Op == "Flatten")
            return Flattened(node, flow);
        long[]? shape = Shape(node, inputs);
        int? rank = shape?.Length ?? (inputs.ElementAtOrDefault(1) as SizesValue)?.Count;
        int width = Width(flow);
        if (flow.Axes is [var a, var b, Axis.Direction, Axis.Channel] && rank is 3 or null)
            return Shaped(node, flow, [a, b, Axis.Channel], shape);
        if (flow.Axes.Contains(Axis.Direction) && !IsBidirectional && flow.Rank == 4 && rank is 3 or null)
            return Shaped(node, flow, flow.Axes.Remove(Axis.Direction), shape);
        if (flow.Axes.Contains(Axis.One) && rank == flow.Rank - 1)
            return Shaped(node, flow, flow.Axes.Remove(Axis.One), shape);
        if (flow.Axes is [Axis.Time or Axis.Batch or Axis.First or Axis.Second, Axis.Time or Axis.Batch or Axis.First
            or Axis.Second, Axis.Channel] && shape is [-1, var last] && last == width && width > 0)
            return flow with { Axes = [Axis.Rows, Axis.Channel] };
        if (rank == 2 && flow.Rank == 3 && flow.Axes[^1] == Axis.Channel)
            return AllSteps(node);
        return shape is not null && rank == flow.Rank ? Shaped(node, flow, flow.Axes, shape) : null;
    }

    private ImportValue Shaped(OnnxNode node, FlowValue flow, ImmutableArray<Axis> axes, long[]? shape)
    {
        int width = Width(flow);
        if (Keeps(flow.Axes, axes, shape, width))
            return new FlowValue(axes, flow.After);
        // Steps of a single row may change places with it.
        return axes is [var one, var other, Axis.Channel] && (Size(one, width) == 1 || Size(other, width) == 1)
            && Keeps(flow.Axes, [other, one, Axis.Channel], shape, width)
            ? new FlowValue([other, one, Axis.Channel], flow.After)
            : Regrouped(node, shape!);
    }

    /// <summary>Whether a shape has the sizes of these axes: another one puts values of one step or row into others.</summary>
    /// <param name="before">Axes before the Reshape, whose size a 0 takes.</param>
    /// <param name="after">Axes that it shall have.</param>
    /// <param name="shape">The shape; null where the graph computes it, which exporters do of the values' own sizes.</param>
    /// <param name="width">Values of a step.</param>
    private bool Keeps(ImmutableArray<Axis> before, ImmutableArray<Axis> after, long[]? shape, int width) =>
        shape is null || (shape.Length == after.Length && shape.Count(size => size == -1) <= 1 && shape.Index().All(
            at => at.Item == -1 || (at.Item == 0
                ? before[at.Index] == after[at.Index]
                : at.Item == Size(after[at.Index], width))));

    private static UnknownValue Regrouped(OnnxNode node, long[] shape) => new(
        $"{Shown(node)} gives the shape [{string.Join(", ", shape)}], which may put values of one step or row into others: no layer of a "
            + "declaration does. If it changes nothing, export without it, or with the sizes of the input fixed");

    private int Width(FlowValue flow) => flow.After > 0 ? _layers[flow.After - 1].Width : _sequence?.Width ?? 0;

    // The size of an axis where the file fixes it; 0 elsewhere.
    private long Size(Axis axis, int width)
    {
        int time = _timeAxis < 0 ? 1 : _timeAxis;
        return axis switch
        {
            Axis.One => 1,
            Axis.Channel => width,
            Axis.Direction => IsBidirectional ? 2 : 1,
            Axis.First => Given(0),
            Axis.Second => Given(1),
            Axis.Batch => Given(1 - time),
            Axis.Time when _layers.TrueForAll(
                layer => layer.Sketch is not { Kind: LayerKind.Conv1d } conv
                    || (conv.Stride == 1 && (conv.Padding != "Valid" || conv.Kernel == 1))) => Given(time),
            _ => 0,
        };

        long Given(int dimension) => _graph.Inputs.Find(input => input.Name == _sequence?.Name) is { Shape.IsDefault: false } input
            ? input.Shape[dimension].Size ?? 0 : 0;
    }

    // The shape of a Reshape, which older operators have as an attribute; null where it is not constant.
    private static long[]? Shape(OnnxNode node, ImportValue[] inputs) => inputs.Length > 1 ? Longs(inputs[1]) : Ints(node, "shape");

    private static ImportValue? Flattened(OnnxNode node, FlowValue flow)
    {
        long axis = Int(node, "axis", 1);
        if (flow.Axes is [Axis.Batch, Axis.Channel] && axis is 1 or -1)
            return flow;
        if (flow.Axes is [Axis.Batch, Axis.One, Axis.Channel] && axis is 1 or -2)
            return flow with { Axes = [Axis.Batch, Axis.Channel] };
        if (flow.Rank == 3 && flow.Axes[2] == Axis.Channel && !flow.Axes.Contains(Axis.One) && axis is 2 or -1)
            return flow with { Axes = [Axis.Rows, Axis.Channel] };
        return flow.Axes.Contains(Axis.Channel) ? AllSteps(node) : null;
    }

    private static UnknownValue AllSteps(OnnxNode node) => new(
        $"{Shown(node)} puts all steps into one row, and the layers of a declaration read step by step. Give the head the last "
            + "step, or their mean or maximum");
}
