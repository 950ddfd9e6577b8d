using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Export;

/// <summary>The encoder's outputs as an input of a decoder that is written alone.</summary>
internal static class SourceInput
{
    public static ExportSource Add(ExportScope scope)
    {
        GraphWriter graph = scope.Graph;
        int width = scope.SourceWidth;
        string values =
            graph.Input(
                "source", OnnxType.Float, $"Outputs of the encoder, [batch, source steps, {width}].", "batch", "source_steps", width);
        if (!scope.Options.Lengths)
            return new ExportSource(values, width, null);
        string lengths = graph.Input(
            "source_lengths", OnnxType.Int64, "Valid steps of each source, [batch], at least 1; all where it is not given.",
            "batch_of_source_lengths");
        graph.Graph.Initializers.Add(OnnxTensor.Of(lengths, [int.MaxValue], 1));
        string steps = graph.Add("Min", [graph.Add("Expand", [lengths, scope.Batch]), graph.SizeOf(values, 1)]);
        return ExportSource.Of(graph, new ExportSequence(graph.Transpose(values, 1, 0, 2), width, new ExportTime(steps)));
    }
}
