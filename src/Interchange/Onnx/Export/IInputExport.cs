using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export;

/// <summary>Writes one kind of input.</summary>
internal interface IInputExport
{
    ExportSequence Apply(ExportScope scope, DeclaredElement element);
}
