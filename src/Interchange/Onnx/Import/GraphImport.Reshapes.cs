using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Import;

// Reshape and Flatten: the same values in another shape, as long as each step and row keeps its own.
internal sealed partial class GraphImport
{
    private ImportValue? Reshaped(OnnxNode node, FlowValue flow, ImportValue[] inputs)
    {
        Extent[] sizes = Extents(flow);
        if (node.Op == "Flatten")
        {
            int axis = (int)Math.Clamp(Int(node, "axis", 1) is < 0 and var back ? back + flow.Rank : Int(node, "axis", 1), 0, flow.Rank);
            return Product(sizes.AsSpan(..axis)) is { } rows && Product(sizes.AsSpan(axis..)) is { } columns
                ? Regrouped(node, flow, [rows, columns], [rows, columns])
                : null;
        }

        ImmutableArray<Extent?> shape = Shape(node, inputs);
        if (shape.IsDefault)
            return new UnknownValue($"{Shown(node)} has a shape that the graph computes in a way that is not followed. Write it with the "
                + "sizes of the values, such as x.view(x.size(0), x.size(1), -1), or export without dynamic axes");
        return Wanted(shape, sizes, Int(node, "allowzero", 0) == 1) is { } wanted
            ? Regrouped(node, flow, shape, wanted)
            : NotThese(node, shape);
    }

    /// <summary>The shape of a Reshape, which older operators have as an attribute; default where it is not followed.</summary>
    private static ImmutableArray<Extent?> Shape(OnnxNode node, ImportValue[] inputs) =>
        inputs.Length > 1 ? Items(inputs[1]) : [.. Ints(node, "shape").Select(Extent.Of)];

    /// <summary>The sizes of a shape, where 0 takes one of the values' own and -1 what is left; null where they cannot be those.</summary>
    private static Extent[]? Wanted(ImmutableArray<Extent?> shape, Extent[] sizes, bool zeroIsZero)
    {
        var wanted = new Extent[shape.Length];
        int open = -1;
        Extent? known = Extent.One;
        for (int i = 0; i < wanted.Length; i++)
        {
            if (shape[i] is null or { Number: -1 }) // whatever it is, the number of values decides
            {
                if (open >= 0)
                    return null;
                open = i;
                continue;
            }

            if (shape[i]!.Number == 0 ? zeroIsZero || i >= sizes.Length : shape[i]!.Number < 0)
                return null;
            wanted[i] = shape[i]!.Number == 0 ? sizes[i] : shape[i]!;
            known = Product(known, wanted[i]);
        }

        if (known is null || Product(sizes) is not { } all)
            return null;
        if (open < 0)
            return all.Is(known) ? wanted : null;
        if (all.Over(known) is not { } rest)
            return null;
        wanted[open] = rest;
        return wanted;
    }

    private static Extent? Product(ReadOnlySpan<Extent> sizes)
    {
        Extent? product = Extent.One;
        foreach (Extent size in sizes)
            product = product?.Times(size);
        return product;
    }

    /// <summary>The values in another shape, where each of its dimensions is made of whole ones, or is a part of a step's values.</summary>
    private ImportValue Regrouped(OnnxNode node, FlowValue flow, ImmutableArray<Extent?> shape, Extent[] wanted)
    {
        var left = new Queue<Dimensioned>(Dimensions(flow));
        var axes = new List<Axis>();
        var parts = new List<long>();
        ImmutableArray<Axis> rows = [];
        bool oneAdded = false;
        foreach (Extent size in wanted)
        {
            var group = new List<Dimensioned>();
            Extent product = Extent.One;
            if (size.IsOne && left.TryPeek(out Dimensioned? same) && same.Size.IsOne)
                group.Add(left.Dequeue());
            while (!product.Is(size))
            {
                if (!left.TryPeek(out Dimensioned? next))
                    return NotThese(node, shape);
                if (product.Times(next.Size) is { } more && size.Over(more) is not null)
                {
                    product = more;
                    group.Add(left.Dequeue());
                }
                else if (group.TrueForAll(one => one.Size.IsOne) && next.Axis is Axis.Channel or Axis.Part
                    && next.Size.Over(size) is { Number: { } rest } && size.Number is not null)
                {
                    // The first of several dimensions of a step's values.
                    group.Add(new Dimensioned(Axis.Part, size));
                    left = new Queue<Dimensioned>(left.Skip(1).Prepend(new Dimensioned(Axis.Part, Extent.Of(rest))));
                    product = size;
                }
                else
                {
                    return NotThese(node, shape);
                }
            }

            Dimensioned[] larger = [.. group.Where(one => !one.Size.IsOne)];
            Axis? axis = larger switch
            {
                [] => group.Count > 0 ? group[0].Axis : Axis.One,
                [var one] => one.Axis,
                [{ Axis: Axis.Direction }, { Axis: Axis.Channel }] => Axis.Channel,
                _ when larger.All(one => one.Axis == Axis.Part) => Axis.Part,
                [var one, var other] when IsRowOrStep(one) && IsRowOrStep(other) => Axis.Rows,
                _ => null,
            };
            if (axis is null)
                return AllSteps(node, shape, larger);
            oneAdded |= group.Count == 0;
            if (axis == Axis.Rows && rows.IsEmpty)
                rows = [.. larger.Select(one => one.Axis)];
            if (axis == Axis.Part)
                parts.Add(size.Number!.Value);
            if (larger.Length > 0 && group.Exists(one => one.Size.IsOne && one.Axis == Axis.Time))
                LeftOut(flow);
            axes.Add(axis.Value);
        }

        if (left.Any(one => !one.Size.IsOne) || (axes.Contains(Axis.Rows) && oneAdded))
            return NotThese(node, shape);
        if (left.Any(one => one.Axis == Axis.Time))
            LeftOut(flow);
        if (parts.Count == 1)
        {
            axes[axes.IndexOf(Axis.Part)] = Axis.Channel;
            if (flow.After == 0)
                _inputWidth = (int)Math.Min(parts[0], int.MaxValue);
            parts.Clear();
        }

        FlowValue result = flow with { Axes = [.. axes], Rows = rows, Parts = [.. parts] };
        return result;
    }

    private static bool IsRowOrStep(Dimensioned one) => one.Axis is Axis.Time or Axis.Batch or Axis.First or Axis.Second;

    private static bool IsStep(Dimensioned one) => one.Axis is Axis.Time or Axis.First or Axis.Second && !one.Size.IsOne;

    // The one step that there is.
    private void LeftOut(FlowValue flow)
    {
        if (flow.After == _layers.Count && _layers.FindLastIndex(layer => layer.Sketch.IsRecurrent) is >= 0 and var recurrent)
            TakeLast(recurrent);
    }

    // Rows and the values of both directions are taken apart again.
    private List<Dimensioned> Dimensions(FlowValue flow)
    {
        var dimensions = new List<Dimensioned>();
        Extent[] sizes = Extents(flow);
        bool both = flow.After > 0 && !flow.Axes.Contains(Axis.Direction)
            && _layers[flow.After - 1].Sketch is { IsRecurrent: true, Bidirectional: true, Merge: "Concatenate" };
        foreach ((int i, Axis axis) in flow.Axes.Index())
        {
            if (axis == Axis.Rows)
                dimensions.AddRange(flow.Rows.Select(row => new Dimensioned(row, OfAxis(row, flow))));
            else if (axis == Axis.Channel && both)
                dimensions.AddRange(
                    [new Dimensioned(Axis.Direction, Extent.Of(2)), new Dimensioned(axis, Extent.Of(Width(flow) / 2))]);
            else
                dimensions.Add(new Dimensioned(axis, sizes[i]));
        }

        return dimensions;
    }

    private static UnknownValue NotThese(OnnxNode node, ImmutableArray<Extent?> shape) => new(
        $"{Shown(node)} gives the shape {Text(shape)}, which may put values of one step or row into others: no layer of a "
            + "declaration does. If it changes nothing, export without it, or with the sizes of the input fixed");

    private static UnknownValue AllSteps(OnnxNode node, ImmutableArray<Extent?> shape, IEnumerable<Dimensioned> together) =>
        together.Any(IsStep) && together.Any(one => one.Axis is Axis.Channel or Axis.Part or Axis.Direction)
            ? new($"{Shown(node)} puts all steps into one row, and the layers of a declaration read step by step. Give the head the last "
                + "step, or their mean or maximum")
            : NotThese(node, shape);

    private static string Text(ImmutableArray<Extent?> shape) => $"[{string.Join(", ", shape.Select(size => size?.ToString() ?? "?"))}]";

    /// <summary>A dimension and its size.</summary>
    private sealed record Dimensioned(Axis Axis, Extent Size);
}
