using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

// Lengths of rows, the numbers of steps, and the masks that are made of both.
internal sealed partial class GraphImport
{
    // The input whose lengths layers, masks and pooling read.
    private string? _lengths;

    private static ImportValue? PerRow(OnnxNode node, ImportValue[] inputs) => (node.Op, inputs) switch
    {
        ("Mul", [var count, var steps]) when Starts(count, steps) is { } starts => starts,
        ("Mul", [var steps, var count]) when Starts(count, steps) is { } starts => starts,
        ("Add", [LengthsValue { Axes: { IsDefault: false, Length: 1 } } lengths, RowStarts starts]) => new RowPlaces(lengths, starts),
        ("Add", [RowStarts starts, LengthsValue { Axes: { IsDefault: false, Length: 1 } } lengths]) => new RowPlaces(lengths, starts),
        ("Identity" or "Cast", [RowStarts or RowPlaces, ..]) => inputs[0],
        ("Range", _) when Counted(inputs) is { } count => count,
        ("Less", [var one, var other]) => Compared(one, other, 0) ?? Compared(other, one, 1)?.Turned,
        ("LessOrEqual", [var one, var other]) => Compared(one, other, 1) ?? Compared(other, one, 0)?.Turned,
        ("Greater", [var one, var other]) => Compared(other, one, 0) ?? Compared(one, other, 1)?.Turned,
        ("GreaterOrEqual", [var one, var other]) => Compared(other, one, 1) ?? Compared(one, other, 0)?.Turned,
        ("Not", [MaskValue mask]) => mask.Turned,
        ("Sub", [ConstantValue one, MaskValue mask]) when Number(one, mask) == 1 => mask.Turned,
        ("Equal", [MaskValue mask, ConstantValue zero]) when Number(zero, mask) == 0 => mask.Turned,
        ("ReduceSum", [MaskValue { IsValid: true, Axes.IsDefault: false } mask, ..]) when Axes(node, inputs) is [var axis]
            && Folding.Axis(axis, mask.Axes.Length) is var at && mask.Axes[at] == Axis.Time =>
            mask.Lengths with { Axes = Int(node, "keepdims", 1) == 1 ? mask.Axes.SetItem(at, Axis.One) : mask.Axes.RemoveAt(at) },
        ("Add" or "Sub", [LengthsValue lengths, ConstantValue number]) when Number(number, lengths) is >= -9999 and <= 9999 and var by
            && by == Math.Floor(by) => lengths with { Offset = lengths.Offset + (long)(node.Op == "Add" ? by : -by) },
        ("Max", [LengthsValue lengths, var least]) when IsBelow(lengths, least) => lengths,
        ("Min", [LengthsValue lengths, var most]) when IsAbove(most) => lengths,
        ("Clip", [LengthsValue lengths, .. var bounds]) when bounds.Length is 1 or 2 && IsBelow(lengths, bounds[0])
            && (bounds.Length == 1 || IsAbove(bounds[1])) => lengths,
        (_, [PerRowValue value, ..]) => Seen(node, value, inputs),
        _ => null,
    };

    /// <summary>0, 1, ... below a size.</summary>
    private static CountValue? Counted(ImportValue[] inputs) =>
        inputs.Length == 3 && Item(inputs[0]) is { Number: 0 } && Item(inputs[2]) is { Number: 1 } && Item(inputs[1]) is { } size
            ? new CountValue(size, [Axis.Time])
            : null;

    private static RowStarts? Starts(ImportValue count, ImportValue steps) =>
        AsCount(count) is { Axes: { IsDefault: false, Length: 1 } } rows && Item(steps) is { } size ? new RowStarts(rows.Size, size) : null;

    // The numbers of steps, which may be a constant where there are as many in each sequence.
    private static CountValue? AsCount(ImportValue value)
    {
        if (value is not ConstantValue { Tensor: { Count: > 1, Shape: var shape } } constant || Longs(constant) is not { } numbers
            || shape.Count(size => size != 1) != 1 || numbers.Index().Any(one => one.Item != one.Index))
            return value as CountValue;
        return new CountValue(Extent.Of(numbers.Length), [.. shape.Select(size => size == 1 ? Axis.One : Axis.Time)]);
    }

    /// <summary>Whether the number of a step is below its row's length and what is added to that.</summary>
    private static MaskValue? Compared(ImportValue steps, ImportValue lengths, int added) =>
        lengths is LengthsValue { Axes.IsDefault: false } ends && AsCount(steps) is { Axes.IsDefault: false } count
            && Broadcast(count.Axes, ends.Axes) is { } axes
            ? new MaskValue(ends with { Offset = ends.Offset + added }, count.Size, IsValid: true, axes)
            : null;

    private static ImmutableArray<Axis>? Broadcast(ImmutableArray<Axis> one, ImmutableArray<Axis> other)
    {
        int rank = Math.Max(one.Length, other.Length);
        var axes = new Axis[rank];
        for (int i = 0; i < rank; i++)
        {
            Axis left = At(one, i), right = At(other, i);
            if (left != Axis.One && right != Axis.One)
                return null;
            axes[i] = left == Axis.One ? right : left;
        }

        return [.. axes];

        Axis At(ImmutableArray<Axis> all, int i) => i - rank + all.Length is >= 0 and var at ? all[at] : Axis.One;
    }

    // A number that leaves the dimensions of the value that it is computed with.
    private static double? Number(ConstantValue constant, PerRowValue value) =>
        !value.Axes.IsDefault && constant.Tensor.Shape.Length <= value.Axes.Length ? Number(constant) : null;

    /// <summary>The value of a constant of one number; null where it has several, or another type.</summary>
    private static double? Number(ConstantValue constant)
    {
        if (constant.Tensor.Count != 1)
            return null;
        ReadOnlySpan<byte> bytes = constant.Tensor.Data.Span;
        return constant.Tensor.Type switch
        {
            OnnxType.Float => BitConverter.ToSingle(bytes),
            OnnxType.Double => BitConverter.ToDouble(bytes),
            OnnxType.Int64 => BitConverter.ToInt64(bytes),
            OnnxType.Int32 => BitConverter.ToInt32(bytes),
            OnnxType.Bool => bytes[0],
            _ => null,
        };
    }

    // A length is 1 at least.
    private static bool IsBelow(LengthsValue lengths, ImportValue bound) =>
        bound is UnknownValue { Why: "" } || (bound is ConstantValue constant && Number(constant, lengths) <= 1 + lengths.Offset);

    // What is computed of sizes is the last step, or the number of them.
    private static bool IsAbove(ImportValue bound) => bound is UnknownValue { Why: "" } or SizesValue;

    private static PerRowValue? Seen(OnnxNode node, PerRowValue value, ImportValue[] inputs)
    {
        if (node.Op is "Identity" || (node.Op == "Cast" && (value is MaskValue || Target(node) != OnnxType.Bool)))
            return value;
        if (value.Axes.IsDefault)
            return node.Op is "Reshape" or "Unsqueeze" or "Squeeze" or "Expand" or "Transpose" ? value : null;
        ImmutableArray<Axis> axes = value.Axes;
        switch (node.Op)
        {
            case "Unsqueeze" when Axes(node, inputs) is { } added:
                return value with { Axes = Unsqueezed(axes, added) };
            case "Squeeze" when Axes(node, inputs) is { } given:
                int[] gone = [.. given.Select(axis => Folding.Axis(axis, axes.Length))];
                return gone.All(at => axes[at] == Axis.One)
                    ? value with { Axes = [.. axes.Where((axis, at) => given.Length == 0 ? axis != Axis.One : !gone.Contains(at))] }
                    : null;
            case "Transpose":
                return value with { Axes = [.. Places(Ints(node, "perm"), axes.Length).Select(at => axes[at])] };
            // The dimensions that have a size of their own keep it.
            case "Expand":
                return value with
                {
                    Axes = Items(inputs.ElementAtOrDefault(1)) is { IsDefault: false } sizes
                        ? [.. Enumerable.Repeat(Axis.One, Math.Max(0, sizes.Length - axes.Length)), .. axes]
                        : default
                };
            case "Reshape":
                return value with { Axes = Reshaped(value, Shape(node, inputs)) };
            default:
                return null;
        }
    }

    // Dimensions of size 1 come and go; default where more than that happens.
    private static ImmutableArray<Axis> Reshaped(PerRowValue value, ImmutableArray<Extent?> shape)
    {
        if (shape.IsDefault)
            return default;
        var left = new Queue<Axis>(value.Axes.Where(axis => axis != Axis.One));
        var axes = new List<Axis>();
        foreach ((int i, Extent? size) in shape.Index())
        {
            if (size is { Number: 1 } || (size is { Number: 0 } && i < value.Axes.Length && value.Axes[i] == Axis.One))
                axes.Add(Axis.One);
            else if (left.TryDequeue(out Axis axis) && IsSize(value, axis, size))
                axes.Add(axis);
            else
                return default;
        }

        return left.Count == 0 ? [.. axes] : default;
    }

    // Of two dimensions the one of the steps is known by its size, and the other is the other one.
    private static bool IsSize(PerRowValue value, Axis axis, Extent? size) =>
        size is null or { Number: -1 or 0 } || value is not MaskValue mask || mask.Steps.Is(size) == (axis == Axis.Time);

    /// <summary>What is added to the lengths of rows behind so many layers; null where that is more than an addition.</summary>
    private long? Shortened(int after)
    {
        long less = 0;
        foreach (LayerSketch layer in _layers.Take(after).Select(draft => draft.Sketch).Where(layer => layer.Kind == LayerKind.Conv1d))
        {
            if (layer.Stride != 1)
                return null;
            less -= layer.Padding == "Valid" ? layer.Kernel - 1L : 0;
        }

        return less;
    }

    /// <summary>Notes which input the lengths are; what is wrong where it is another one than before, else null.</summary>
    private string? Uses(string input)
    {
        if (_lengths is not null && _lengths != input)
            return $"reads the lengths '{Printable(input)}', and another node the lengths '{Printable(_lengths)}'; a declared model has "
                + "one length for each sequence";
        _lengths = input;
        return null;
    }

    // Masks that are applied to the values between layers.
    private ImportValue? Masked(OnnxNode node, ImportValue[] inputs) => (node.Op, inputs) switch
    {
        ("Mul", [FlowValue or MaskedFlow or InputValue, MaskValue { IsValid: true } mask]) => Masked(node, inputs[0], mask, 0),
        ("Mul", [MaskValue { IsValid: true } mask, FlowValue or MaskedFlow or InputValue]) => Masked(node, inputs[1], mask, 0),
        ("Where", [MaskValue { IsValid: true } mask, var flow, var fill]) => Masked(node, flow, mask, Filling(fill)),
        ("Where", [MaskValue { IsValid: false } mask, var fill, var flow]) => Masked(node, flow, mask, Filling(fill)),
        ("Mul", [FlowValue flow, InputValue mask]) when mask != _sequence => Holes(node, mask),
        ("Mul", [InputValue mask, FlowValue flow]) when mask != _sequence => Holes(node, mask),
        ("Where", [InputValue mask, ..]) => Holes(node, mask),
        ("Equal" or "Greater" or "Less" or "GreaterOrEqual" or "LessOrEqual", [InputValue tokens, ConstantValue]) => Holes(node, tokens),
        ("ReduceSum", [MaskedFlow masked, ..]) when Summed(node, masked.Flow, inputs) is { } sum =>
            masked.Fill == 0 ? sum : Padded(node, "takes the sum of all steps, padding too,"),
        ("ReduceMax", [MaskedFlow masked, ..]) when IsBelow(masked) => Pooled(node, masked.Flow, inputs, "Max"),
        ("Identity" or "Cast" or "Transpose" or "Squeeze" or "Unsqueeze", [MaskedFlow masked, ..]) =>
            View(node, masked.Flow, inputs) is FlowValue flow ? masked with { Flow = flow } : null,
        ("Identity" or "Cast" or "Squeeze" or "Unsqueeze", [SummedFlow sum, ..]) =>
            View(node, sum.Flow, inputs) is FlowValue flow ? new SummedFlow(flow) : null,
        ("Div", [SummedFlow sum, LengthsValue lengths]) => Mean(node, sum.Flow, lengths) ?? OfSum(node),
        (_, [SummedFlow, ..]) => OfSum(node),
        _ => null,
    };

    private static UnknownValue OfSum(OnnxNode node) => new(
        $"{Shown(node)} reads the sum of each row's own steps. A declared head reads their mean: divide the sum by the lengths, "
            + "[batch, 1] (Pooling.Mean)");

    // A mask of no known origin may have holes.
    private static UnknownValue Holes(OnnxNode node, InputValue input) => new(
        $"{Shown(node)} makes or applies a mask of the input '{Printable(input.Name)}', which may leave out steps within a row; a declared "
            + "model reads the first steps of each row, as many as its length. Compute the mask from lengths, "
            + "torch.arange(x.size(1)) < lengths[:, None], or export without it");

    private static double? Filling(ImportValue value) =>
        value switch
        {
            ZerosValue => 0, FilledValue filled => filled.Number,
            ConstantValue { Tensor.Shape.Length: <= 1 } constant => Number(constant), _ => null,
        };

    private ImportValue? Masked(OnnxNode node, ImportValue value, MaskValue mask, double? fill)
    {
        FlowValue? given = value switch
        {
            FlowValue one => one, MaskedFlow one => one.Flow, InputValue input => AsFlow(input), _ => null,
        };
        if (given is not { Scaled: null } flow || fill is null || double.IsNaN(fill.Value))
            return null;
        int shift = mask.Axes.IsDefault ? -1 : flow.Rank - mask.Axes.Length;
        if (shift < 0 || !mask.Axes.Contains(Axis.Batch) || !mask.Axes.Contains(Axis.Time))
            return OfOtherSteps(node);
        Axis[] roles = [.. flow.Axes];
        for (int i = 0; i < mask.Axes.Length; i++)
            roles[i + shift] = mask.Axes[i] == Axis.One ? roles[i + shift] : mask.Axes[i];
        int time = shift + mask.Axes.IndexOf(Axis.Time);
        if (flow.Axes.Contains(Axis.Part) || !Extents(flow)[time].Is(mask.Steps) || Reads(flow, roles) is not { } read
            || mask.Lengths.Offset != Shortened(flow.After))
            return OfOtherSteps(node);
        return Uses(mask.Lengths.Input) is { } other ? new UnknownValue($"{Shown(node)} {other}") : new MaskedFlow(read, fill.Value);
    }

    private static UnknownValue OfOtherSteps(OnnxNode node) => new(
        $"{Shown(node)} applies a mask that is not that of the steps and rows of these values. Write it as "
            + "y * (torch.arange(y.size(1)) < lengths[:, None]).unsqueeze(-1)");

    // A convolution reads the embeddings of the tokens at padding: zeros where there is a token for it (padding_idx).
    private void Embedded(LayerDraft convolution, LayerDraft embedding)
    {
        float[] table = embedding.Tensors("", 0).FirstOrDefault(tensor => tensor.IsFloatingPoint)?.ToSingles() ?? [];
        int zeros = Array.FindIndex(
            [.. table.Chunk(Math.Max(1, embedding.Sketch.Units))], (float[] row) => Array.TrueForAll(row, value => value == 0));
        if (zeros >= 0)
            _unknown.Add($"which token stands at padding, which the convolution of the file reads: it has to be {zeros}, whose embedding "
                + "is zero");
        else
            Problem(
                convolution, "reads the embeddings of the tokens at padding, and a declared model reads zeros there; use a token for "
                    + "padding (nn.Embedding(..., padding_idx=0)), and train again");
    }

    // Layers that read the padding of shorter rows, where the file reads lengths: a declared model does not read padding.
    private void Padding()
    {
        if (_lengths is null)
            return;
        foreach ((int i, LayerDraft layer) in _layers.Index())
        {
            if (layer.Sketch is { IsRecurrent: true, Bidirectional: true } && !layer.HasLengths)
                Problem(layer, "has no lengths, and its reverse direction begins with the padding of shorter rows; pack the sequences "
                    + "(pack_padded_sequence), and train again");
            if (layer.Sketch is not { Kind: LayerKind.Conv1d, Padding: "Same", Kernel: > 1 })
                continue;
            if (i == 0)
                _unknown.Add("what stands at padding, which the convolution of the file reads: a declared model takes zeros");
            else if (_layers[i - 1].Sketch.Kind == LayerKind.Embedding)
                Embedded(layer, _layers[i - 1]);
            else if (!_layers[i - 1].HasLengths)
                Problem(
                    layer, "reads what the layer before it makes of the padding of shorter rows, and a declared model reads zeros there");
        }
    }
}
