using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export;

/// <summary>Writes one kind of layer: a kind is a class in a file of its own and a line in <see cref="ElementExports"/>.</summary>
internal interface ILayerExport
{
    /// <summary>Adds the layer's nodes.</summary>
    ExportSequence Apply(ExportScope scope, DeclaredElement element, ExportSequence input);
}
