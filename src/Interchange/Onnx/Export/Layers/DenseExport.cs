using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>y = activation(x W^T + b) at each step.</summary>
internal sealed class DenseExport : ILayerExport
{
    public ExportSequence Apply(ExportScope scope, DeclaredElement element, ExportSequence input)
    {
        string prefix = scope.LayerPrefix(element);
        string value = Linear(scope, prefix, input.Value, element.Bool("Bias", true));
        value = Activations.Apply(scope.Graph, element.Word("Activation", "None"), value);
        return new ExportSequence(value, element.Int("Size"), input.Time);
    }

    /// <summary>x W^T + b, [.., inputs] to [.., outputs].</summary>
    public static string Linear(ExportScope scope, string prefix, string x, bool bias)
    {
        string product = scope.Graph.Add("MatMul", [x, scope.Transposed(prefix + ".weight")]);
        return bias ? scope.Graph.Sum(product, scope.Parameter(prefix + ".bias")) : product;
    }
}
