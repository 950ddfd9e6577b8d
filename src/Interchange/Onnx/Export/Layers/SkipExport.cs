using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>A sequence joined with an earlier one.</summary>
internal sealed class SkipExport : ILayerExport
{
    public ExportSequence Apply(ExportScope scope, DeclaredElement element, ExportSequence input)
    {
        scope.LayerPrefix(element);
        GraphWriter graph = scope.Graph;
        string merge = element.Word("Merge", "Concatenate");
        ExportSequence source = scope.Sequence(element.Word("From", ""));
        string value = merge switch
        {
            "Concatenate" => graph.Concat(2, input.Value, source.Value),
            "Sum" => graph.Sum(input.Value, source.Value),
            "Average" => graph.Product(graph.Sum(input.Value, source.Value), graph.Float(0.5f)),
            "Multiply" => graph.Product(input.Value, source.Value),
            _ =>
                throw new NotSupportedException(
                    $"A skip declares Merge = {merge}, which is not written as ONNX; Concatenate, Sum, Average and Multiply are."),
        };
        return new ExportSequence(
            value, merge == "Concatenate" ? input.Width + source.Width : input.Width, input.Time) { Clean = input.Clean && source.Clean };
    }
}
