using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

// Attention pooling: a softmax over the steps of one number for each, and the sum of the steps by it.
internal sealed partial class GraphImport
{
    private ImportValue? Attention(OnnxNode node, ImportValue[] inputs) => (node.Op, inputs) switch
    {
        ("Softmax", [FlowValue scores]) => StepWeights(node, scores, isMasked: false),
        ("Softmax", [MaskedFlow masked]) => StepWeights(node, masked.Flow, IsNothing(masked)),
        ("Identity" or "Cast" or "Transpose" or "Squeeze" or "Unsqueeze" or "Reshape", [AttentionValue weights, ..]) =>
            View(node, weights.Flow, inputs) is FlowValue flow ? new AttentionValue(flow) : null,
        ("Mul", [AttentionValue weights, FlowValue or MaskedFlow]) => Weighted(node, weights, Unmasked(inputs)[1]),
        ("Mul", [FlowValue or MaskedFlow, AttentionValue weights]) => Weighted(node, weights, Unmasked(inputs)[0]),
        ("ReduceSum", [WeightedFlow weighted, ..]) when Axes(node, inputs) is [var axis]
            && Folding.Axis(axis, weighted.Flow.Rank) is var at && weighted.Flow.Axes[at] == Axis.Time =>
            Attended(node, weighted.Flow, Without(node, weighted.Flow, at)),
        ("MatMul", [AttentionValue { Flow.Axes: [Axis.Batch, Axis.One, Axis.Time] }, FlowValue or MaskedFlow])
            when Unmasked(inputs)[1] is FlowValue { Axes: [Axis.Batch, Axis.Time, Axis.Channel] } flow =>
            Attended(node, flow, flow with { Axes = [Axis.Batch, Axis.One, Axis.Channel] }),
        ("MatMul", [FlowValue or MaskedFlow, AttentionValue { Flow.Axes: [Axis.Batch, Axis.Time, Axis.One] }])
            when Unmasked(inputs)[0] is FlowValue { Axes: [Axis.Batch, Axis.Channel, Axis.Time] } flow =>
            Attended(node, flow, flow with { Axes = [Axis.Batch, Axis.Channel, Axis.One] }),
        _ => null,
    };

    // Null where the softmax is not one of the numbers that the last layer gives for each step.
    private ImportValue? StepWeights(OnnxNode node, FlowValue scores, bool isMasked)
    {
        int axis = Folding.Axis(Int(node, "axis", _opset < 13 ? 1 : -1), scores.Rank);
        if (scores.Axes[axis] != Axis.Time || !scores.Axes.Contains(Axis.Batch) || scores.After != _layers.Count
            || _layers is not [.., { Sketch: { Kind: LayerKind.Dense, Units: 1, Activation: "None" } }]
            || (_opset < 13 && Extents(scores)[(axis + 1)..].Any(size => !size.IsOne)))
            return null;
        if (_lengths is not null && !isMasked)
            return Padded(node, "takes the softmax of all steps, padding too,");
        return new AttentionValue(scores with { Axes = [.. scores.Axes.Select(one => one == Axis.Channel ? Axis.One : one)] });
    }

    // Whether what stands at padding is so far below all scores that its weight is 0 in single precision.
    private bool IsNothing(MaskedFlow masked)
    {
        if (masked.Fill <= float.MinValue)
            return true;
        // Outputs of an LSTM or GRU are between -1 and 1.
        if (_layers is not [.., { Sketch: { Kind: LayerKind.Lstm or LayerKind.Gru, Residual: false, Merge: "Concatenate" } }, var scores])
            return false;
        double bound = scores.Tensors("", 0).Where(tensor => tensor.IsFloatingPoint)
            .Sum(tensor => tensor.ToSingles().Sum(value => Math.Abs((double)value)));
        return masked.Fill < -bound - bound - 110;
    }

    private ImportValue? Weighted(OnnxNode node, AttentionValue weights, ImportValue value)
    {
        if (value is not FlowValue flow || weights.Flow.After != _layers.Count)
            return null;
        return weights.Flow.Rank == flow.Rank && weights.Flow.Axes.Index().All(
            one => one.Item == Axis.One ? flow.Axes[one.Index] == Axis.Channel : one.Item == flow.Axes[one.Index])
            && IsAttendedTo(flow)
            ? new WeightedFlow(flow)
            : Otherwise(node);
    }

    private bool IsAttendedTo(FlowValue flow) =>
        flow is { Scaled: null, Rows.IsEmpty: true, Parts.IsEmpty: true } && flow.After == _layers.Count - 1 && flow.After > 0
            && flow.Axes.Contains(Axis.Channel) && !flow.Axes.Contains(Axis.Direction)
            && _layers[^1].Sketch is { Kind: LayerKind.Dense, Units: 1, Activation: "None" };

    // The layer that made the scores is part of the head.
    private ImportValue Attended(OnnxNode node, FlowValue flow, FlowValue pooled)
    {
        if (!IsAttendedTo(flow))
            return Otherwise(node);
        LayerDraft scores = _layers[^1];
        if (!scores.Sketch.Bias)
        {
            // A softmax is the same whatever is added to all scores.
            Func<string, int, IEnumerable<WeightTensor>> weight = scores.Tensors;
            scores.Tensors = (name, layer) => [.. weight(name, layer), Tensor($"{name}.bias", OnnxTensor.Of("", [0f], 1))];
        }

        scores.Sketch = scores.Sketch with { Kind = LayerKind.Pooling, Pooling = "Attention", EveryStep = false };
        scores.Width = Width(flow);
        FlowValue result = pooled with { After = Closed(node, scores) };
        return result;
    }

    private static UnknownValue Otherwise(OnnxNode node) => new(
        $"{Shown(node)} weighs the steps by a softmax of something else than one linear layer of the values that it sums, which is what "
            + "Pooling.Attention does. Declare the layers by hand, and train again");
}
