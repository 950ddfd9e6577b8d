using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>Real values, batch first outside and time first inside.</summary>
internal sealed class FeaturesExport : IInputExport
{
    public ExportSequence Apply(ExportScope scope, DeclaredElement element)
    {
        GraphWriter graph = scope.Graph;
        int width = element.Int("Size");
        string input =
            graph.Input(
                scope.Prefix + "features", OnnxType.Float, $"Real values, [batch, steps, {width}].", "batch", InputSteps.Dimension(scope),
                width);
        ExportTime time = InputSteps.Add(scope, input);
        string value = graph.Transpose(input, 1, 0, 2);
        int statics = element.Int("Static");
        if (statics == 0)
            return new ExportSequence(value, width, time);
        string once =
            graph.Input(scope.Prefix + "static", OnnxType.Float, $"Real values of each sequence, [batch, {statics}].", "batch", statics);
        string shape = graph.Concat(0, graph.SizeOf(value, 0), scope.Batch, graph.Longs(statics));
        return new ExportSequence(graph.Concat(2, value, graph.Add("Expand", [graph.Unsqueeze(once, 0), shape])), width + statics, time);
    }
}
