using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>Vectors of token ids. Ids past a row's end are not read.</summary>
internal sealed class EmbeddingExport : IInputExport
{
    public ExportSequence Apply(ExportScope scope, DeclaredElement element)
    {
        GraphWriter graph = scope.Graph;
        int vocabulary = element.Int("Vocabulary"), width = element.Int("Size");
        string input = graph.Input(
            scope.Prefix + "tokens", OnnxType.Int64, $"Token ids, 0 to {vocabulary - 1}, [batch, steps].", "batch",
            InputSteps.Dimension(scope));
        ExportTime time = InputSteps.Add(scope, input);
        string prefix = scope.LayerPrefix(element);
        scope.TableInfo = scope.Info(prefix + ".weight");
        scope.Table = scope.Parameter(prefix + ".weight");
        var tokens = new ExportSequence(graph.Unsqueeze(graph.Transpose(input, 1, 0), 2), 1, time);
        string ids =
            graph.Squeeze(tokens.Mask(graph) is { } mask ? graph.Add("Where", [mask, tokens.Value, graph.Long(0)]) : tokens.Value, 2);
        return new ExportSequence(graph.Add("Gather", [scope.Table, ids]), width, time);
    }
}
