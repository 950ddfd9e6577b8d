using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Import;

// Nodes whose inputs are constants.
internal sealed partial class GraphImport
{
    private ImportValue? Constant(OnnxNode node, ImportValue[] inputs)
    {
        if (node.Op == "Constant")
            return Given(node) is { } tensor && OnnxTensor.Size(tensor.Type) > 0 ? new ConstantValue(tensor, []) : Unread(node);
        if (inputs.Length == 0 || inputs.Any(input => input is not ConstantValue && input is not UnknownValue { Why: "" }))
            return null;
        ConstantValue[] constants = [.. inputs.OfType<ConstantValue>()];
        if (constants.Length == 0 || constants.Any(constant => OnnxTensor.Size(constant.Tensor.Type) == 0))
            return null;
        OnnxTensor first = constants[0].Tensor;
        // What a node makes is no larger than its inputs; a Gather may repeat a row.
        _folded += constants.Sum(constant => (long)constant.Tensor.Data.Length);
        if (node.Op == "Gather" && constants.Length == 2)
            _folded += first.Shape.IsEmpty
                ? 0
                : (long)constants[1].Tensor.Count
                    * first.Data.Length / Math.Max(1, first.Shape[Folding.Axis(Int(node, "axis", 0), first.Shape.Length)]);
        if (_folded > _foldingLimit)
            throw new FormatException("constants grow out of proportion; no exporter writes that");
        if (node.Op == "Split")
            return Split(node, constants);
        OnnxTensor? folded = node.Op switch
        {
            "Identity" => first,
            "Transpose" => Folding.Transpose(first, Ints(node, "perm")),
            "Concat" => Folding.Concat([.. constants.Select(constant => constant.Tensor)], Int(node, "axis", 1)),
            "Unsqueeze" => Folding.Unsqueeze(first, Axes(node, inputs)!),
            "Squeeze" => Folding.Squeeze(first, Axes(node, inputs)!),
            "Reshape" => Folding.Reshape(first, Axes(node, inputs, "shape")!),
            "Gather" when constants.Length == 2 => Folding.Gather(first, constants[1].Tensor, Int(node, "axis", 0)),
            "Slice" => Slice(node, inputs, first),
            "Cast" when Int(node, "to", 0) == (int)first.Type => first,
            "Shape" => OnnxTensor.Of("", [.. first.Shape], first.Shape.Length),
            _ => null,
        };
        if (folded is null)
            return null;
        var value = new ConstantValue(folded, From(constants)) { Called = Called(constants) };
        // Equal weights are written once, and this is what another layer calls them.
        return node.Op == "Identity" && node.Outputs is [var own] && LayerNames.IsOfLayer(own) ? value with { Called = [own] } : value;
    }

    private static ImmutableArray<string> Called(ConstantValue[] constants) =>
        constants.Any(constant => !constant.Called.IsDefault) ? [.. constants.SelectMany(constant => constant.Names).Distinct().Take(64)]
            : default;

    private static OnnxTensor? Given(OnnxNode node)
    {
        if (node.Find("value")?.Tensor is { } tensor)
            return tensor;
        if (node.Find("value_int")?.Int is { } number)
            return OnnxTensor.Of("", (long[])[number]);
        if (node.Find("value_float")?.Float is { } single)
            return OnnxTensor.Of("", (float[])[single]);
        if (node.Find("value_ints") is { } numbers)
            return OnnxTensor.Of("", [.. numbers.Ints], numbers.Ints.Length);
        return node.Find("value_floats") is { } singles ? OnnxTensor.Of("", [.. singles.Floats], singles.Floats.Length) : null;
    }

    /// <summary>
    /// Whole numbers that newer operators have as an input and older ones as an attribute; null where the graph computes them.
    /// </summary>
    private static long[]? Axes(OnnxNode node, ImportValue[] inputs, string attribute = "axes", int input = 1) =>
        inputs.Length <= input || inputs[input] is UnknownValue { Why: "" } ? Ints(node, attribute)
            : inputs[input] is ConstantValue constant ? Folding.Longs(constant.Tensor) : null;

    private static OnnxTensor Slice(OnnxNode node, ImportValue[] inputs, OnnxTensor tensor)
    {
        (long[] starts, long[] ends, long[] axes, long[] steps) = Bounds(node, inputs)
            ?? throw new FormatException("a Slice has no bounds");
        return Folding.Slice(tensor, starts, ends, axes, steps);
    }

    /// <summary>Bounds of a Slice; null where they are not constant.</summary>
    private static (long[] Starts, long[] Ends, long[] Axes, long[] Steps)? Bounds(OnnxNode node, ImportValue[] inputs)
    {
        for (int i = 1; i < inputs.Length; i++)
        {
            if (inputs[i] is not ConstantValue && inputs[i] is not UnknownValue { Why: "" })
                return null;
        }

        long[] starts = Axes(node, inputs, "starts", 1)!, ends = Axes(node, inputs, "ends", 2)!, axes = Axes(node, inputs, "axes", 3)!;
        long[] steps = Axes(node, inputs, "steps", 4)!;
        return (starts, ends, axes.Length > 0 ? axes : [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)],
            steps.Length > 0 ? steps : [.. starts.Select(_ => 1L)]);
    }

    private ConstantValue Split(OnnxNode node, ConstantValue[] constants)
    {
        OnnxTensor whole = constants[0].Tensor;
        int axis = Folding.Axis(Int(node, "axis", 0), whole.Shape.Length), parts = node.Outputs.Count;
        if (parts == 0)
            throw new FormatException("a Split has no outputs");
        long[] sizes = constants.Length > 1 ? Folding.Longs(constants[1].Tensor) : Ints(node, "split");
        if (sizes.Length == 0)
            sizes = [.. Enumerable.Repeat((whole.Shape[axis] + parts - 1) / parts, parts)];
        if (sizes.Length != parts || sizes.Any(size => size < 0))
            throw new FormatException($"a Split has {parts} outputs and {sizes.Length} sizes");
        long from = 0;
        ConstantValue? first = null;
        for (int i = 0; i < parts; i++)
        {
            OnnxTensor part = Folding.Slice(whole, [from], [from + sizes[i]], [axis], [1]);
            from += sizes[i];
            var value = new ConstantValue(part, constants[0].From);
            first ??= value;
            if (i > 0)
                Set(node.Outputs[i], value);
        }

        return first!;
    }
}
