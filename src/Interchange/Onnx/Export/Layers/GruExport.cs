using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>A gated recurrent unit: the operator GRU, or, with zoneout, a Scan.</summary>
internal sealed class GruExport : RecurrentExport
{
    protected override RecurrentCell Cell(ExportScope scope, DeclaredElement element, string prefix)
    {
        int hidden = element.Int("Hidden");
        return new GruCell(element.Bool("ResetAfter", true))
        {
            Prefix = prefix, Hidden = hidden, States = [("h", hidden)], Bias = element.Bool("Bias", true),
            Zoneout = element.Float("Zoneout"),
        };
    }

    private sealed class GruCell(bool resetAfter) : RecurrentCell
    {
        public override bool Standard => Zoneout == 0;

        public override string Op => "GRU";

        // r z n here, z r h there
        public override int[] GateOrder => [1, 0, 2];

        public override IEnumerable<OnnxAttribute> Attributes(int directions) =>
            [OnnxAttribute.Of("linear_before_reset", resetAfter ? 1 : 0)];

        // n = tanh(W_in x + b_in + r (W_hn h + b_hn)), or W_hn (r h) + b_hn with the reset before; h' = (1 - z) n + z h
        public override string[] Step(
            GraphWriter body, IReadOnlyDictionary<string, string> weights, string input, IReadOnlyList<string> states)
        {
            string h = states[0], recurrent = Recurrent(body, weights, h);
            string r = body.Add("Sigmoid", [body.Sum(Gate(body, input, 0), Gate(body, recurrent, 0))]);
            string z = body.Add("Sigmoid", [body.Sum(Gate(body, input, 1), Gate(body, recurrent, 1))]);
            string candidate = resetAfter
                ? body.Product(r, Gate(body, recurrent, 2))
                : Gate(body, Recurrent(body, weights, body.Product(r, h)), 2);
            string n = body.Add("Tanh", [body.Sum(Gate(body, input, 2), candidate)]);
            return [body.Sum(body.Product(OneMinus(body, z), n), body.Product(z, h))];
        }
    }
}
