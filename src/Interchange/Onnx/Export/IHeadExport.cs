using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export;

/// <summary>Writes one kind of head.</summary>
internal interface IHeadExport
{
    void Apply(ExportScope scope, DeclaredElement element, ExportSequence input);
}
