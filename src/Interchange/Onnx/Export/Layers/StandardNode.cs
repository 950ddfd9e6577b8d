using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>A layer as the operator LSTM, GRU or RNN: one node for both directions.</summary>
internal static class StandardNode
{
    public static DirectionOutputs Add(
        ExportScope scope, RecurrentCell cell, int layer, int directions, ExportSequence input, IReadOnlyList<string?> from)
    {
        GraphWriter graph = scope.Graph;
        int hidden = cell.Hidden, rows = cell.GateOrder.Length * hidden;
        string[] suffixes = [.. Enumerable.Range(0, directions).Select(direction => RecurrentExport.Suffix(layer, direction))];
        string name = $"{scope.Prefix}{cell.Prefix}";
        string Weights(string kind, int width, string onnx) => graph.Constant(
            $"{name}.{onnx}_l{layer}", [.. suffixes.SelectMany(suffix => Gates(kind + suffix, width))], directions, rows, width);
        float[] Gates(string parameter, int width) =>
            Matrices.Blocks(scope.Values($"{cell.Prefix}.{parameter}"), hidden * width, cell.GateOrder);

        List<string> inputs = [input.Value, Weights("weight_ih", input.Width, "W"), Weights("weight_hh", cell.OutputSize, "R")];
        inputs.Add(!cell.Bias ? "" : graph.Constant(
            $"{name}.B_l{layer}",
            [.. suffixes.SelectMany(suffix => (float[])[.. Gates("bias_ih" + suffix, 1), .. Gates("bias_hh" + suffix, 1)])], directions,
            2 * rows));
        inputs.Add(input.Time.Steps is null ? "" : graph.Add("Cast", [input.Time.Steps], OnnxAttribute.Of("to", (long)OnnxType.Int32)));
        inputs.AddRange(from.Select(state => state ?? ""));
        if (cell.Peepholes(scope, suffixes[0]) is not null)
            inputs.Add(
                graph.Constant(
                    $"{name}.P_l{layer}", [.. suffixes.SelectMany(suffix => cell.Peepholes(scope, suffix)!)], directions, 3 * hidden));
        while (inputs[^1].Length == 0)
            inputs.RemoveAt(inputs.Count - 1);

        string[] outputs = graph.Add(
            cell.Op, "", 1 + from.Count, [.. inputs],
            [OnnxAttribute.Of("hidden_size", hidden), OnnxAttribute.Of("direction", directions == 2 ? "bidirectional" : "forward"),
                .. cell.Attributes(directions)]);
        if (directions == 1)
            return new DirectionOutputs([graph.Squeeze(outputs[0], 1)], [.. outputs[1..].Select(end => (string[])[end])]);
        return new DirectionOutputs(
            [graph.Pick(outputs[0], 0, 1), graph.Pick(outputs[0], 1, 1)],
            [.. outputs[1..].Select(end => (string[])[graph.Slice(end, 0, 1, 0), graph.Slice(end, 1, 2, 0)])]);
    }
}
