using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>Normalisation over the features of each step.</summary>
internal sealed class LayerNormExport : ILayerExport
{
    public ExportSequence Apply(ExportScope scope, DeclaredElement element, ExportSequence input)
    {
        string prefix = scope.LayerPrefix(element);
        string value = scope.Graph.Add(
            "LayerNormalization", [input.Value, scope.Parameter(prefix + ".weight"), scope.Parameter(prefix + ".bias")],
            OnnxAttribute.Of("axis", -1), OnnxAttribute.Of("epsilon", element.Float("Epsilon", 1e-5f)));
        return new ExportSequence(value, input.Width, input.Time);
    }
}
