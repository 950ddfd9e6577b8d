using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>What all inputs have: rows, steps and lengths.</summary>
internal static class InputSteps
{
    /// <summary>The only number of steps that the model takes, or a free one.</summary>
    public static OnnxDimension Dimension(ExportScope scope) =>
        scope.Description.TimeSteps is > 0 and var only && scope.Prefix != "encoder." ? only : scope.Prefix + "steps";

    /// <summary>Notes the number of rows of <paramref name="input"/>, [batch, steps, ..], and gives the valid steps of each row.</summary>
    public static ExportTime Add(ExportScope scope, string input)
    {
        GraphWriter graph = scope.Graph;
        scope.Batch = graph.SizeOf(input, 0);
        if (!scope.Options.Lengths)
            return new ExportTime(null);
        string lengths = graph.Input(
            scope.Prefix + "lengths", OnnxType.Int64, "Valid steps of each row, [batch], at least 1; all where it is not given.",
            "batch_of_lengths");
        graph.Graph.Initializers.Add(OnnxTensor.Of(lengths, [int.MaxValue], 1));
        return new ExportTime(graph.Add("Min", [graph.Add("Expand", [lengths, scope.Batch]), graph.SizeOf(input, 1)]));
    }
}
