using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Export.Heads;

/// <summary>
/// Probability of each tag at each step under a linear-chain CRF, all paths taken together: softmax of forward plus backward scores, each
/// by a Scan.
/// </summary>
internal static class CrfMarginals
{
    public static ExportSequence Add(ExportScope scope, string name, ExportSequence raw)
    {
        GraphWriter graph = scope.Graph;
        string transitions = scope.Parameter(name + ".transitions"), start = scope.Parameter(name + ".start_transitions"),
            end = scope.Parameter(name + ".end_transitions");
        string forward = Forward(graph, raw, transitions, start, scope.Zero(raw.Width));
        string backward = Backward(graph, raw, transitions, end, graph.Sum(scope.Zero(raw.Width), end));
        return raw with { Value = graph.Add("Softmax", [graph.Sum(forward, backward)], OnnxAttribute.Of("axis", -1)) };
    }

    // alpha_1 = start + x_1; alpha_t[j] = x_t[j] + log sum_i exp(alpha_(t-1)[i] + transitions[i, j])
    private static string Forward(GraphWriter graph, ExportSequence raw, string transitions, string start, string zero)
    {
        GraphWriter body = graph.Inner(graph.Scope + ".forward");
        string before = body.BodyInput("alpha"), x = body.BodyInput("x"), first = body.BodyInput("first", OnnxType.Bool);
        string reached = body.Add("Where", [first, start, LogSum(body, body.Sum(body.Unsqueeze(before, 2), transitions), 1)]);
        string after = body.Sum(x, reached);
        body.BodyOutput(after);
        body.BodyOutput(after);
        string steps = graph.Squeeze(graph.SizeOf(raw.Value, 0), 0);
        string isFirst = graph.Add("Equal", [graph.Add("Range", [graph.Long(0), steps, graph.Long(1)]), graph.Long(0)]);
        return Scan(graph, body.Graph, reverse: false, zero, raw.Value, isFirst);
    }

    // beta_last = end; beta_t[i] = log sum_j exp(transitions[i, j] + x_(t+1)[j] + beta_(t+1)[j]). The state is what the step after hands
    // back.
    private static string Backward(GraphWriter graph, ExportSequence raw, string transitions, string end, string ends)
    {
        GraphWriter body = graph.Inner(graph.Scope + ".backward");
        string beta = body.BodyInput("beta"), x = body.BodyInput("x");
        string? alive = raw.Time.Steps is null ? null : body.BodyInput("alive", OnnxType.Bool);
        string handed = LogSum(body, body.Sum(transitions, body.Unsqueeze(body.Sum(x, beta), 1)), 2);
        body.BodyOutput(alive is null ? handed : body.Add("Where", [alive, handed, end]));
        body.BodyOutput(beta);
        return raw.Mask(graph) is { } mask
            ? Scan(graph, body.Graph, reverse: true, ends, raw.Value, mask)
            : Scan(graph, body.Graph, reverse: true, ends, raw.Value);
    }

    private static string LogSum(GraphWriter body, string value, long axis) =>
        body.Add("ReduceLogSumExp", [value], OnnxAttribute.Of("axes", [axis]), OnnxAttribute.Of("keepdims", 0));

    private static string Scan(GraphWriter graph, OnnxGraph body, bool reverse, string start, params string[] scanned)
    {
        long direction = reverse ? 1 : 0;
        return graph.Add(
            "Scan", "", 2, [start, .. scanned], OnnxAttribute.Of("body", body), OnnxAttribute.Of("num_scan_inputs", scanned.Length),
            OnnxAttribute.Of("scan_input_directions", [.. Enumerable.Repeat(direction, scanned.Length)]),
            OnnxAttribute.Of("scan_output_directions", [direction]))[1];
    }
}
