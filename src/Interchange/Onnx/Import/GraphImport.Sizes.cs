using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Import;

// Nodes that compute with shapes and zero states: nothing of them is a layer.
internal sealed partial class GraphImport
{
    // What a shape has at most; longer constants are no shapes.
    private const int MostSizes = 64;

    private ImportValue? Sizes(OnnxNode node, ImportValue[] inputs)
    {
        if (inputs.Length == 0)
            return null;
        switch (node.Op)
        {
            case "Shape":
                return ShapeOf(node, inputs[0]);
            case "ConstantOfShape":
                return node.Find("value")?.Tensor is not { } value || Folding.AreZero(value) ? new ZerosValue()
                    : IsReal(value.Type) && Number(new ConstantValue(value, [])) is { } number ? new FilledValue(number)
                    : SizesValue.Unknown(null);
            case "Expand" when inputs[0] is ConstantValue constant && IsReal(constant.Tensor.Type) && Folding.AreZero(constant.Tensor):
                Consume(constant);
                return new ZerosValue();
        }

        if (!inputs.All(input => input is SizesValue or ConstantValue or UnknownValue { Why: "" })
            || !inputs.Any(input => input is SizesValue))
            return null;
        ImmutableArray<Extent?> first = Items(inputs[0]);
        return node.Op switch
        {
            "Slice" => first.IsDefault || Bounds(node, inputs) is not ([var start], [var end], _, [var step])
                ? SizesValue.Unknown(null)
                : new SizesValue(Taken(first, start, end, step)),
            "Gather" => Gathered(first, inputs),
            "Cast" or "Unsqueeze" or "Squeeze" or "Reshape" or "Identity" or "Floor" or "Ceil" or "Round" => new SizesValue(first),
            "Mul" => Each(inputs, (one, other) => one.Times(other)),
            "Div" => Each(inputs, (one, other) => one.Over(other)),
            "Add" => Each(inputs, (one, other) => Sum(one, other, 1)),
            "Sub" => Each(inputs, (one, other) => Sum(one, other, -1)),
            "ReduceProd" => new SizesValue([first.IsDefault ? null : first.Aggregate((Extent?)Extent.One, Product)]),
            "Range" => (ImportValue?)Counted(inputs) ?? SizesValue.Unknown(null),
            "Equal" or "Where" or "Less" or "Greater" or "Not" or "And" or "Min" or "Max" or "Mod" => SizesValue.Unknown(
                inputs.Select(Items).FirstOrDefault(items => !items.IsDefault) is { IsDefault: false } some ? some.Length : null),
            _ => null,
        };
    }

    private SizesValue ShapeOf(OnnxNode node, ImportValue value)
    {
        ImmutableArray<Extent?> all = value switch
        {
            FlowValue flow => [.. Extents(flow)],
            InputValue { Rank: > 0 } input => [.. Enumerable.Range(0, input.Rank).Select(at => InputExtent(input.Name, at))],
            StatesValue states => ShapeOf(states),
            RowPlaces places => [places.Starts.Rows],
            HalfFlow half => [.. new Extent?[half.Axes.Length]],
            _ => default,
        };
        return all.IsDefault || (node.Find("start") ?? node.Find("end")) is null
            ? new SizesValue(all)
            : new SizesValue(Taken(all, Int(node, "start", 0), Int(node, "end", all.Length), 1));
    }

    private ImmutableArray<Extent?> ShapeOf(StatesValue states)
    {
        Extent entries = Extent.Of(states.Entries.Length), rows = OfRole(Axis.Batch);
        Extent units = Extent.Of(_layers[states.Entries[0].Layer].Sketch.Units);
        if (states.ByLayer)
            return default;
        return states.BatchFirst ? [rows, entries, units] : [entries, rows, units];
    }

    /// <summary>The numbers of a value; default where they are none, or their number is not known.</summary>
    private static ImmutableArray<Extent?> Items(ImportValue? value) => value switch
    {
        SizesValue sizes => sizes.Items,
        ConstantValue { Tensor.Count: <= MostSizes } constant when Longs(constant) is { } numbers => [.. numbers.Select(Extent.Of)],
        _ => default,
    };

    /// <summary>The number of a value that has one; null elsewhere.</summary>
    private static Extent? Item(ImportValue? value) => Items(value) is { IsDefault: false, Length: 1 } items ? items[0] : null;

    private static ImmutableArray<Extent?> Taken(ImmutableArray<Extent?> items, long start, long end, long step)
    {
        (long first, long count) = Folding.Range(items.Length, start, end, step);
        return [.. Enumerable.Range(0, (int)count).Select(i => items[(int)(first + (i * step))])];
    }

    private static SizesValue Gathered(ImmutableArray<Extent?> items, ImportValue[] inputs) =>
        inputs.ElementAtOrDefault(1) is not ConstantValue { Tensor.Count: <= MostSizes } places || Longs(places) is not { } indices
            ? SizesValue.Unknown(null)
            : items.IsDefault ? SizesValue.Unknown(indices.Length)
            : new SizesValue([.. indices.Select(index => items[Folding.Axis(index, items.Length)])]);

    // Two lists of numbers, or a list and one number.
    private static SizesValue Each(ImportValue[] inputs, Func<Extent, Extent, Extent?> compute)
    {
        ImmutableArray<Extent?> one = Items(inputs[0]), other = Items(inputs.ElementAtOrDefault(1));
        if (one.IsDefaultOrEmpty || other.IsDefaultOrEmpty || (one.Length != other.Length && one.Length != 1 && other.Length != 1))
            return SizesValue.Unknown(null);
        return new SizesValue([.. Enumerable.Range(0, Math.Max(one.Length, other.Length)).Select(i =>
            one[one.Length == 1 ? 0 : i] is { } left && other[other.Length == 1 ? 0 : i] is { } right ? compute(left, right) : null)]);
    }

    private static Extent? Product(Extent? product, Extent? size) => product is not null && size is not null ? product.Times(size) : null;

    private static Extent? Sum(Extent one, Extent other, int sign) =>
        other.Number == 0 ? one
        : one.Number is { } left && other.Number is { } right
            && Int128.Abs(left + ((Int128)sign * right)) <= int.MaxValue ? Extent.Of(left + (sign * right)) : null;

    // Sizes one after another, of which some are constants.
    private static SizesValue? Concatenated(ImportValue[] inputs)
    {
        if (!inputs.All(input => input is SizesValue or ConstantValue { Tensor.Shape.Length: 1 }))
            return null;
        ImmutableArray<Extent?>[] parts = [.. inputs.Select(Items)];
        return parts.Any(part => part.IsDefault) || parts.Sum(part => part.Length) > MostSizes
            ? SizesValue.Unknown(null)
            : new SizesValue([.. parts.SelectMany(part => part)]);
    }
}
