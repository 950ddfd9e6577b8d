using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Heads;

/// <summary>The last layer's outputs themselves.</summary>
internal sealed class SequenceOutputExport : IHeadExport
{
    public void Apply(ExportScope scope, DeclaredElement element, ExportSequence input)
    {
        string name = scope.NextHead();
        scope.Graph.Scope = scope.Prefix + name;
        HeadOutput.Add(scope, name, input, everyStep: true, "The last layer's outputs.");
    }
}
