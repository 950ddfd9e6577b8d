using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Heads;

/// <summary>
/// Labels without alignment: probabilities of the symbols at each step, and their scores; alignments are searched for by the caller.
/// </summary>
internal sealed class CtcExport() : DenseHeadExport("Probabilities of the symbols, the blank among them.", "Softmax")
{
    protected override bool AlwaysScores(DeclaredElement element) => true;
}
