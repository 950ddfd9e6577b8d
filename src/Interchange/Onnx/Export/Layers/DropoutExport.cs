using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>Nothing is dropped in inference; a layer with the rate 0 stands among the others.</summary>
internal sealed class DropoutExport : ILayerExport
{
    public ExportSequence Apply(ExportScope scope, DeclaredElement element, ExportSequence input) => input;
}
