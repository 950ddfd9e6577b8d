using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>
/// Attention to the source's outputs. Before a recurrent layer it asks with that layer's h of the step before, inside its loop; elsewhere
/// with what it reads, all steps at once.
/// </summary>
internal sealed class AttentionExport : ILayerExport
{
    public ExportSequence Apply(ExportScope scope, DeclaredElement element, ExportSequence input)
    {
        GraphWriter graph = scope.Graph;
        string prefix = scope.LayerPrefix(element), score = element.Word("Score", "Dot");
        bool scaled = element.Bool("Scaled");
        int size = element.Int("Size");
        element.Int("ScoreSize"); // follows from the shapes of the weights
        ExportSource source = scope.SourceOf();
        Attending attending = Prepare(scope, prefix, score, source, scaled);
        if (scope.Next is "Lstm" or "Gru" or "Rnn" or "Cell")
        {
            return input with
            {
                Last = null,
                Asking = (body, h) => body.Squeeze(attending.Context(body, body.Unsqueeze(h, 1)), 1), // [B, Q] is one query a row
            };
        }

        string query = graph.Transpose(input.Value, 1, 0, 2);
        string joined = graph.Concat(2, attending.Context(graph, query), query);
        if (size > 0)
            joined = graph.Add("Tanh", [graph.Add("MatMul", [joined, scope.Transposed(prefix + ".output.weight")])]);
        return new ExportSequence(graph.Transpose(joined, 1, 0, 2), size > 0 ? size : source.Width + input.Width, input.Time);
    }

    // Keys are projected once per source.
    private static Attending Prepare(ExportScope scope, string prefix, string score, ExportSource source, bool scaled)
    {
        GraphWriter graph = scope.Graph;
        string keys = score == "Dot" ? source.Values : graph.Add("MatMul", [source.Values, scope.Transposed(prefix + ".key.weight")]);
        return score switch
        {
            "Dot" or "General" => new Attending(source, graph.Transpose(keys, 0, 2, 1), null, null, scaled),
            "Additive" =>
                new Attending(
                    source, graph.Unsqueeze(keys, 1), scope.Transposed(prefix + ".query.weight"),
                    scope.Transposed(prefix + ".score.weight"), scaled),
            _ =>
                throw new NotSupportedException(
                    $"Attention declares Score = {score}, which is not written as ONNX; Dot, General and Additive are."),
        };
    }

    /// <summary>Keys of a source, ready to be asked: [B, K, S], or, for the additive score, [B, 1, S, K].</summary>
    private sealed record Attending(ExportSource Source, string Keys, string? QueryWeight, string? ScoreWeight, bool Scaled)
    {
        /// <summary>What the source gives for queries [B, T, Q]: [B, T, width].</summary>
        public string Context(GraphWriter graph, string query)
        {
            string scores;
            if (QueryWeight is null)
            {
                scores = graph.Add("MatMul", [query, Keys]);
                if (Scaled)
                {
                    string width =
                        graph.Add("Cast", [graph.Squeeze(graph.SizeOf(query, 2), 0)], OnnxAttribute.Of("to", (long)OnnxType.Float));
                    scores = graph.Add("Div", [scores, graph.Add("Sqrt", [width])]);
                }
            }
            else
            {
                string asked = graph.Unsqueeze(graph.Add("MatMul", [query, QueryWeight]), 2);
                scores = graph.Squeeze(graph.Add("MatMul", [graph.Add("Tanh", [graph.Sum(asked, Keys)]), ScoreWeight!]), 3);
            }

            if (Source.Mask is not null)
                scores = graph.Add("Where", [Source.Mask, scores, graph.Float(float.NegativeInfinity)]);
            return graph.Add("MatMul", [graph.Add("Softmax", [scores], OnnxAttribute.Of("axis", -1)), Source.Values]);
        }
    }
}
