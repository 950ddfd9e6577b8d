using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>Vectors in place of a column that holds categories. Those past a row's end are not read.</summary>
internal sealed class ColumnEmbeddingExport : ILayerExport
{
    public ExportSequence Apply(ExportScope scope, DeclaredElement element, ExportSequence input)
    {
        GraphWriter graph = scope.Graph;
        string prefix = scope.LayerPrefix(element);
        int column = element.Int("Column"), size = element.Int("Size"), at = scope.ColumnPlace(column, size);
        element.Int("Vocabulary");
        string values = graph.Slice(input.Value, at, at + 1, 2);
        if (input.Mask(graph) is { } mask)
            values = graph.Add("Where", [mask, values, graph.Float(0)]);
        string ids = graph.Squeeze(graph.Add("Cast", [values], OnnxAttribute.Of("to", (long)OnnxType.Int64)), 2);
        List<string> parts = [graph.Add("Gather", [scope.Parameter(prefix + ".weight"), ids])];
        if (at > 0)
            parts.Insert(0, graph.Slice(input.Value, 0, at, 2));
        if (at + 1 < input.Width)
            parts.Add(graph.Slice(input.Value, at + 1, input.Width, 2));
        return new ExportSequence(graph.Concat(2, [.. parts]), input.Width - 1 + size, input.Time);
    }
}
