using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>An Elman layer: the operator RNN, or, with zoneout, a Scan.</summary>
internal sealed class RnnExport : RecurrentExport
{
    protected override RecurrentCell Cell(ExportScope scope, DeclaredElement element, string prefix)
    {
        int hidden = element.Int("Hidden");
        return new RnnCell(element.Bool("Relu") ? "Relu" : "Tanh")
        {
            Prefix = prefix, Hidden = hidden, States = [("h", hidden)], Bias = element.Bool("Bias", true),
            Zoneout = element.Float("Zoneout"),
        };
    }

    private sealed class RnnCell(string function) : RecurrentCell
    {
        public override bool Standard => Zoneout == 0;

        public override string Op => "RNN";

        public override int[] GateOrder => [0];

        public override IEnumerable<OnnxAttribute> Attributes(int directions) =>
            [OnnxAttribute.Of("activations", [.. Enumerable.Repeat(function, directions)])];

        public override string[] Step(
            GraphWriter body, IReadOnlyDictionary<string, string> weights, string input, IReadOnlyList<string> states) =>
            [body.Add(function, [body.Sum(input, Recurrent(body, weights, states[0]))])];
    }
}
