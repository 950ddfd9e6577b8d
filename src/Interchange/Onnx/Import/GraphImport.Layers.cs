using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

// Nodes that are layers.
internal sealed partial class GraphImport
{
    private ImportValue? Layer(OnnxNode node, ImportValue[] inputs)
    {
        if (node.Op == "Gather")
            return Embedding(node, inputs);
        if (inputs.Length == 0 || (inputs[0] is InputValue input ? AsFlow(input) : inputs[0] as FlowValue) is not { } flow)
            return inputs is [ConstantValue, FlowValue other] && node.Op == "Add" ? Layer(node, [other, inputs[0]])
                : inputs is [HalfFlow or HalfValue, ..] && node.Op is "MatMul" or "Gemm" or "LSTM" or "GRU" or "RNN" ? new UnknownValue(
                    $"{Shown(node)} reads one direction of a bidirectional layer alone, and a declared layer reads both. Declare a layer "
                        + "of one direction, or give it both") : null;
        if (flow.After != _layers.Count)
            return node.Op is "Relu" or "Tanh" or "Sigmoid" or "Softmax" or "MatMul" or "Gemm" or "LSTM" or "GRU" or "RNN" or "Conv"
                or "Add"
                ? new UnknownValue($"{Shown(node)} reads values that another layer has read before: the graph has branches, and a "
                    + "declaration is a chain of layers")
                : null;
        return node.Op switch
        {
            "LSTM" or "GRU" or "RNN" => Recurrent(node, inputs, flow),
            "MatMul" => MatMul(node, inputs, flow),
            "Gemm" => Gemm(node, inputs, flow),
            "Add" => Bias(inputs, flow),
            "LayerNormalization" => LayerNorm(node, inputs, flow),
            "Conv" => Convolution(node, inputs, flow),
            "BatchNormalization" => BatchNorm(node, inputs, flow),
            "Relu" or "Tanh" or "Sigmoid" or "Softmax" or "LogSoftmax" => Activation(node, flow),
            _ => null,
        };
    }

    private void AddLayer(
        LayerSketch sketch, OnnxNode node, int width, ConstantValue?[] weights,
        Func<string, int, IEnumerable<WeightTensor>>? tensors = null)
    {
        string[] names = [.. weights.OfType<ConstantValue>().SelectMany(weight => weight.Names)];
        foreach (ConstantValue weight in weights.OfType<ConstantValue>())
            Consume(weight);
        (string? given, int? number) = LayerNames.Of(node, names);
        bool weighs = sketch.Kind is not (LayerKind.Activation or LayerKind.Pooling);
        _layers.Add(
            new LayerDraft(
                sketch with { Name = weighs ? given ?? "" : "" },
                node) { Width = width, Number = number, Tensors = tensors ?? ((_, _) => []) });
    }

    private FlowValue? Embedding(OnnxNode node, ImportValue[] inputs)
    {
        if (inputs is not [ConstantValue { Tensor: { Shape: [var vocabulary, var size] } table } weight, var tokens]
            || Int(node, "axis", 0) != 0 || _layers.Count > 0
            || (tokens is InputValue { Real: false } input ? AsFlow(input) : tokens as FlowValue) is not { Rank: >= 2 } ids
            || !ids.Axes.Contains(Axis.First) || !ids.Axes.Contains(Axis.Second) || ids.Axes.Contains(Axis.Third))
            return null;
        AddLayer(
            new LayerSketch(LayerKind.Embedding, "") { Inputs = (int)vocabulary, Units = (int)size }, node, (int)size, [weight],
            (name, _) => [Tensor($"{name}.weight", table)]);
        return new FlowValue([.. ids.Axes, Axis.Channel], _layers.Count);
    }

    private FlowValue? MatMul(OnnxNode node, ImportValue[] inputs, FlowValue flow) =>
        inputs[1] is ConstantValue { Tensor.Shape: [var k, var n] } weight && ReadsValues(flow) is { } read
            ? Dense(node, read, Folding.Transpose(weight.Tensor, [1, 0]), weight, null, (int)k, (int)n)
            : null;

    private FlowValue? Gemm(OnnxNode node, ImportValue[] inputs, FlowValue flow)
    {
        if (flow.Rank != 2 || inputs[1] is not ConstantValue { Tensor.Shape.Length: 2 } weight || Int(node, "transA", 0) != 0
            || (node.Find("alpha")?.Float ?? 1) != 1 || (node.Find("beta")?.Float ?? 1) != 1 || HasComputedBias(inputs))
            return null;
        ConstantValue? bias = inputs.Length > 2 ? AsConstant(inputs[2]) : null;
        OnnxTensor matrix = Int(node, "transB", 0) == 1 ? weight.Tensor : Folding.Transpose(weight.Tensor, [1, 0]);
        return (bias is not null && !IsBias(bias, matrix.Shape[0])) || ReadsValues(flow) is not { } read
            ? null
            : Dense(node, read, matrix, weight, bias, (int)matrix.Shape[1], (int)matrix.Shape[0]);
    }

    private FlowValue? Dense(
        OnnxNode node, FlowValue flow, OnnxTensor matrix, ConstantValue weight, ConstantValue? bias, int inputs, int outputs)
    {
        string change = ReferenceEquals(matrix, weight.Tensor) ? "" : "transposed";
        OnnxTensor? shift = bias?.Tensor;
        if (flow.Scaled is { } scaled)
        {
            if (inputs != scaled.Factors.Length || matrix.Type != OnnxType.Float || shift is not (null or { Type: OnnxType.Float }))
                return null;
            (matrix, shift) = Folded(scaled, matrix, shift);
            change += $"{(change.Length > 0 ? ", " : "")}times the batch normalization '{Printable(scaled.Node.Name)}'";
        }

        AddLayer(
            new LayerSketch(LayerKind.Dense, "") { Inputs = inputs, Units = outputs, Bias = shift is not null }, node, outputs,
            [weight, bias], Tensors(matrix, change, shift));
        _layers[^1].Shift = bias is null ? shift : null;
        return flow with { After = _layers.Count, Scaled = null };
    }

    private static Func<string, int, IEnumerable<WeightTensor>> Tensors(
        OnnxTensor matrix, string change, OnnxTensor? bias) => (name, _) =>
        [Tensor($"{name}.weight", matrix, change),
            .. bias is null ? [] : (WeightTensor[])[Tensor($"{name}.bias", bias with { Shape = [bias.Count] })]];

    // One value for each of the last dimension: [4, 1] would be one for each of another.
    private static bool IsBias(ConstantValue bias, long outputs) =>
        bias.Tensor.Count == outputs && (outputs == 1 || (bias.Tensor.Shape is [.., var last] && last == outputs));

    // The bias that follows a product.
    private FlowValue? Bias(ImportValue[] inputs, FlowValue flow)
    {
        if (inputs[1] is not ConstantValue bias
            || _layers is not [.., { Sketch: { Kind: LayerKind.Dense, Activation: "None" } } last]
            || (last.Sketch.Bias && last.Shift is not { Type: OnnxType.Float }) || flow.Axes is not [.., Axis.Channel]
            || !IsBias(bias, last.Width) || (last.Shift is not null && bias.Tensor.Type != OnnxType.Float))
            return null;
        OnnxTensor given = last.Shift is { } shift
            ? OnnxTensor.Of(bias.Tensor.Name, [.. Singles(bias.Tensor).Zip(Singles(shift), (one, other) => one + other)], last.Width)
            : bias.Tensor with { Shape = [bias.Tensor.Count] };
        last.Shift = null;
        Consume(bias);
        Func<string, int, IEnumerable<WeightTensor>> before = last.Tensors;
        last.Sketch =
            last.Sketch with { Bias = true,
                Name = last.Sketch.Name.Length > 0 ? last.Sketch.Name : LayerNames.Of(last.Node, bias.Names).Name ?? "" };
        last.Tensors = (name, layer) => [.. before(name, layer).Where(tensor => tensor.OwnName != "bias"), Tensor($"{name}.bias", given)];
        return flow;
    }

    private ImportValue? LayerNorm(OnnxNode node, ImportValue[] inputs, FlowValue flow)
    {
        if (Folding.Axis(Int(node, "axis", -1), flow.Rank) != flow.Rank - 1 || inputs[1] is not ConstantValue gain
            || HasComputedBias(inputs) || ReadsValues(flow) is not { } read)
            return null;
        ConstantValue? shift = inputs.Length > 2 ? AsConstant(inputs[2]) : null;
        AddLayer(
            new LayerSketch(LayerKind.LayerNorm, "") { Inputs = gain.Tensor.Count, Epsilon = node.Find("epsilon")?.Float ?? 1e-5f }, node,
            gain.Tensor.Count, [gain, shift],
            (name, _) =>
                [Tensor($"{name}.weight", gain.Tensor), .. shift is null ? [] : (WeightTensor[])[Tensor($"{name}.bias", shift.Tensor)]]);
        if (shift is null)
            Problem(_layers[^1], "has no shift, and [LayerNorm] has one");
        return read with { After = _layers.Count };
    }

    private FlowValue? Convolution(OnnxNode node, ImportValue[] inputs, FlowValue flow)
    {
        if (flow.Rank != 3 || flow.Axes[2] == Axis.One
            || inputs[1] is not ConstantValue { Tensor.Shape: [var filters, var channels, var kernel] } weight || HasComputedBias(inputs)
            || Reads(flow, Axis.Batch, Axis.Channel, Axis.Time) is not { } read)
            return null;
        ConstantValue? bias = inputs.Length > 2 ? AsConstant(inputs[2]) : null;
        (long left, long right) = Ints(node, "pads") is [var l, var r] ? (l, r) : (0, 0);
        string? padding = (left, right) == (0, 0)
            ? "Valid"
            : left + right != kernel - 1 ? null : right == 0 ? "Causal" : left == (kernel - 1) / 2 ? "Same" : null;
        string pad = node.Find("auto_pad")?.Text ?? "NOTSET";
        AddLayer(
            new LayerSketch(LayerKind.Conv1d, "")
            {
                Inputs = (int)channels, Units = (int)filters, Kernel = (int)kernel,
                Stride = Ints(node, "strides") is [var stride] and [<= int.MaxValue] ? (int)stride : 1,
                Padding = padding ?? "Valid", Bias = bias is not null,
            },
            node, (int)filters, [weight, bias], Tensors(weight.Tensor, "", bias?.Tensor));
        if (padding is null || Ints(node, "strides") is [< 1 or > int.MaxValue] || pad is not ("NOTSET" or "VALID")
            || Int(node, "group", 1) != 1 || Ints(node, "dilations").Any(dilation => dilation != 1))
            Problem(_layers[^1], "has padding, groups or dilations that [Conv1d] does not have");
        return read with { After = _layers.Count };
    }

    private ImportValue? Activation(OnnxNode node, FlowValue flow)
    {
        if (node.Op is "Softmax" or "LogSoftmax" && Folding.Axis(Int(node, "axis", _opset < 13 ? 1 : -1), flow.Rank) is var axis)
        {
            if (flow.Axes[axis] == Axis.Time)
                return new UnknownValue($"{Shown(node)} takes a softmax over the steps, which is read where it weighs them by one linear "
                    + "layer of one output (Pooling.Attention)");
            // Before opset 13 it goes over all dimensions from the axis on.
            if (flow.Axes[axis] != Axis.Channel || (_opset < 13 && Extents(flow)[(axis + 1)..].Any(size => !size.IsOne)))
                return null;
        }

        if (node.Op == "LogSoftmax")
            _unknown.Add("the file gives logarithms of probabilities, and a declared model gives probabilities");
        string function = node.Op == "LogSoftmax" ? "Softmax" : node.Op;
        if (_layers is [.., { Sketch: { Kind: LayerKind.Dense or LayerKind.Conv1d, Activation: "None" } } last])
        {
            last.Sketch = last.Sketch with { Activation = function };
            return flow;
        }

        AddLayer(new LayerSketch(LayerKind.Activation, "") { Activation = function }, node, Width(flow), []);
        return flow with { After = _layers.Count };
    }

    private static WeightTensor Tensor(
        string name, OnnxTensor tensor, string change = "") => OnnxTensor.Safetensors(tensor.Type) is { } type
        ? new WeightTensor(name, type, tensor.Shape, tensor.Data) { Change = change }
        : throw new FormatException($"tensor '{Printable(tensor.Name)}' holds {tensor.Type}, which is not read");
}
