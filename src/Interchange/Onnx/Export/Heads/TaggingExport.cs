using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Heads;

/// <summary>A tag at every step: probabilities, those of a CRF over all paths where one is declared.</summary>
internal sealed class TaggingExport() : DenseHeadExport("Probabilities of the tags.", "Softmax")
{
    protected override bool AlwaysScores(DeclaredElement element) => element.Bool("Crf");

    protected override ExportSequence? ToPrediction(ExportScope scope, DeclaredElement element, string name, ExportSequence raw) =>
        element.Bool("Crf") ? CrfMarginals.Add(scope, name, raw) : base.ToPrediction(scope, element, name, raw);
}
