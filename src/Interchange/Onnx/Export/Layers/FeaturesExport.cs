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
        string input = graph.Input(scope.Prefix + "features", OnnxType.Float, $"Real values, [batch, steps, {width}].", "batch", InputSteps.Dimension(scope), width);
        ExportTime time = InputSteps.Add(scope, input);
        return new ExportSequence(graph.Transpose(input, 1, 0, 2), width, time);
    }
}
