using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Import;

// Nodes that compute with shapes, lengths and zero states: nothing of them is a layer.
internal sealed partial class GraphImport
{
    private ImportValue? Sizes(OnnxNode node, ImportValue[] inputs)
    {
        if (inputs.Length == 0)
            return null;
        switch (node.Op)
        {
            case "Shape":
                int? rank = inputs[0] switch { FlowValue flow =>
                    flow.Rank, InputValue { Rank: > 0 } input => input.Rank, StatesValue => 3, _ => null };
                return new SizesValue(rank is { } known && (node.Find("start") ?? node.Find("end")) is not null
                    ? (int)Folding.Range(known, Int(node, "start", 0), Int(node, "end", known), 1).Count : rank);
            case "ConstantOfShape":
                return node.Find("value")?.Tensor is not { } value || Folding.AreZero(value) ? new ZerosValue() : new SizesValue(null);
            case "Expand" when inputs[0] is ConstantValue constant && IsReal(constant.Tensor.Type) && Folding.AreZero(constant.Tensor):
                Consume(constant);
                return new ZerosValue();
        }

        if (inputs.Any(input => input is LengthsValue)
            && inputs.All(input => input is LengthsValue or ConstantValue or SizesValue or UnknownValue { Why: "" }))
        {
            LengthsValue lengths = inputs.OfType<LengthsValue>().First();
            return node.Op switch
            {
                "Sub" when inputs is [LengthsValue, _] && Longs(inputs[1]) is [1] => new LengthsValue(lengths.Offset - 1),
                "Add" when Longs(inputs[1]) is [-1] => new LengthsValue(lengths.Offset - 1),
                "Clip" or "Max" or "Min" or "Cast" or "Identity" or "Reshape" or "Unsqueeze" or "Expand" => lengths,
                _ => null,
            };
        }

        if (!inputs.All(input => input is SizesValue or ConstantValue or UnknownValue { Why: "" })
            || !inputs.Any(input => input is SizesValue))
            return null;
        return node.Op switch
        {
            "Slice" => new SizesValue((inputs[0] as SizesValue)?.Count is { } count && Bounds(node, inputs) is ([var start], [var end],
                _, [1])
                ? (int)Folding.Range(count, start, end, 1).Count : null),
            "Gather" => new SizesValue(1),
            "Cast" or "Unsqueeze" or "Squeeze" or "Reshape" or "Identity" or "Add" or "Sub" or "Mul" or "Div" or "Equal" or "Where"
                or "Less" or "Greater" or "Not" or "And"
                or "Min" or "Max" or "Range" or "Floor" or "Mod" => new SizesValue(
                    inputs.OfType<SizesValue>().Select(size => size.Count).FirstOrDefault(size => size is not null)),
            _ => null,
        };
    }
}
