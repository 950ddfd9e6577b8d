using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>A layer as a Scan for each direction, whose body is the equations of one step. Rows keep their state past their end.</summary>
internal static class ScanNode
{
    public static DirectionOutputs Add(
        ExportScope scope, RecurrentCell cell, int layer, int directions, ExportSequence input, IReadOnlyList<string?> from)
    {
        var values = new List<string>();
        var ends = Enumerable.Range(0, from.Count).Select(_ => new List<string>()).ToArray();
        for (int direction = 0; direction < directions; direction++)
        {
            string[] outputs = Direction(scope, cell, layer, direction, input, from);
            values.Add(outputs[^1]);
            for (int s = 0; s < ends.Length; s++)
                ends[s].Add(scope.Graph.Unsqueeze(outputs[s], 0));
        }

        return new DirectionOutputs(values, ends);
    }

    private static string[] Direction(
        ExportScope scope, RecurrentCell cell, int layer, int direction, ExportSequence input, IReadOnlyList<string?> from)
    {
        GraphWriter graph = scope.Graph;
        string suffix = RecurrentExport.Suffix(layer, direction);
        List<string> inputs = [.. from.Select(
            (state, s) => state is null ? scope.Zero(cell.States[s].Size) : graph.Pick(state, direction, 0))];
        inputs.Add(input.Asking is null ? cell.Input(scope, graph, suffix, input.Value) : input.Value);
        string? mask = input.Mask(graph);
        if (mask is not null)
            inputs.Add(mask);
        int scanned = mask is null ? 1 : 2;
        OnnxGraph body = Body(scope, cell, suffix, input.Asking, masked: mask is not null);
        return graph.Add(
            "Scan", $"{scope.Prefix}{cell.Prefix}{suffix}, step by step{(direction == 0 ? "" : " from the end")}", from.Count + 1,
            [.. inputs],
            OnnxAttribute.Of("body", body), OnnxAttribute.Of("num_scan_inputs", scanned),
            OnnxAttribute.Of("scan_input_directions", [.. Enumerable.Repeat((long)direction, scanned)]),
            OnnxAttribute.Of("scan_output_directions", [direction]));
    }

    private static OnnxGraph Body(
        ExportScope scope, RecurrentCell cell, string suffix, Func<GraphWriter, string, string>? asking, bool masked)
    {
        IReadOnlyDictionary<string, string> weights = cell.Weights(scope, suffix);
        GraphWriter body = scope.Graph.Inner(cell.Prefix + suffix);
        string[] before = [.. cell.States.Select(state => body.BodyInput(state.Name))];
        string input = body.BodyInput("input");
        string? alive = masked ? body.BodyInput("alive", OnnxType.Bool) : null;
        if (asking is not null)
            input = cell.Input(scope, body, suffix, body.Concat(1, input, asking(body, before[0])));
        string[] after = cell.Step(body, weights, input, before);
        for (int s = 0; s < after.Length; s++)
        {
            if (cell.Zoneout > 0)
                after[s] =
                    body.Sum(body.Product(before[s], body.Float(cell.Zoneout)), body.Product(after[s], body.Float(1 - cell.Zoneout)));
            if (alive is not null)
                after[s] = body.Add("Where", [alive, after[s], before[s]]);
            body.BodyOutput(after[s]);
        }

        body.BodyOutput(alive is null ? after[0] : body.Add("Where", [alive, after[0], body.Float(0)]));
        return body.Graph;
    }
}
