using System.Globalization;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>A cell of its user's: a Scan of its equations, which the declaration has as canonical text.</summary>
internal sealed class CellExport : RecurrentExport
{
    protected override RecurrentCell Cell(ExportScope scope, DeclaredElement element, string prefix)
    {
        int hidden = element.Int("Hidden");
        CellText text = CellText.Parse(element.Word("Equations", ""));
        return new EquationCell(text)
        {
            Prefix = prefix, Hidden = hidden, States = [("h", hidden), .. text.States.Select(state => (state, hidden))],
            Bias = element.Bool("Bias", true), Zoneout = element.Float("Zoneout"),
        };
    }

    private sealed class EquationCell(CellText text) : RecurrentCell
    {
        public override bool Standard => false;

        public override string Op => "Scan";

        public override int[] GateOrder => [];

        // Rows of weight_hh: gates that read h, then those that read another value.
        public override IReadOnlyDictionary<string, string> Weights(ExportScope scope, string suffix)
        {
            var weights = new Dictionary<string, string>(StringComparer.Ordinal);
            int ofHidden = text.Gates.Count(gate => gate.ReadsHidden), ofOther = text.Gates.Count(gate => gate.ReadsOther);
            if (ofHidden + ofOther > 0)
            {
                string weight = scope.Transposed($"{Prefix}.weight_hh{suffix}");
                string? bias = Bias ? scope.Parameter($"{Prefix}.bias_hh{suffix}") : null;
                Add("hidden", 0, ofHidden, weight, bias);
                Add("other", ofHidden, ofOther, weight, bias);
            }

            foreach (string weight in text.Weights)
                weights[weight] = scope.Parameter($"{Prefix}.weight_{weight}{suffix}");
            return weights;

            void Add(string part, int from, int count, string weight, string? bias)
            {
                if (count == 0)
                    return;
                bool whole = count == ofHidden + ofOther;
                weights[part + " weight"] = whole ? weight : scope.Graph.Slice(weight, from * Hidden, (from + count) * Hidden, 1);
                if (bias is not null)
                    weights[part + " bias"] = whole ? bias : scope.Graph.Slice(bias, from * Hidden, (from + count) * Hidden, 0);
            }
        }

        public override string[] Step(
            GraphWriter body, IReadOnlyDictionary<string, string> weights, string input, IReadOnlyList<string> states)
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (string weight in text.Weights)
                values[weight] = weights[weight];
            for (int i = 0; i < text.States.Count; i++)
                values[text.States[i]] = states[i + 1];
            if (text.Previous is not null)
                values[text.Previous] = states[0];
            SetGates(gate => !gate.ReadsOther, gate => gate.ReadsHidden, "hidden", states[0]);
            var lets = new List<string>();
            var rows = new HashSet<string>(
                [.. text.Gates.Select(gate => gate.Name), .. text.States, .. text.Previous is null ? [] : (string[])[text.Previous]],
                StringComparer.Ordinal);
            var next = new List<string>();
            string output = "";
            foreach ((string kind, CellExpression expression) in text.Statements)
            {
                string value = CellNodes.Add(body, expression, values, lets);
                bool ofRows = expression.All.Any(part => !part.IsFunction && rows.Contains(part.Word));
                if (kind == "let" && ofRows)
                    rows.Add(string.Create(CultureInfo.InvariantCulture, $"#{lets.Count}"));
                if (kind != "let" && !ofRows)
                    value = body.Add("Expand", [value, body.Add("Shape", [states[0]])]); // made of weights alone, the same for all rows
                switch (kind)
                {
                    case "let": lets.Add(value); break;
                    case "next": next.Add(value); break;
                    case "output": output = value; break;
                    default: SetGates(gate => gate.ReadsOther, gate => gate.ReadsOther, "other", value); break;
                }
            }

            return [output, .. next];

            // W x + b of each gate that reads x, and U of what it multiplies.
            void SetGates(Func<CellTextGate, bool> which, Func<CellTextGate, bool> multiplies, string part, string multiplied)
            {
                string? product = weights.TryGetValue(part + " weight", out string? weight)
                    ? body.Add("MatMul", [multiplied, weight])
                    : null;
                if (product is not null && weights.TryGetValue(part + " bias", out string? bias))
                    product = body.Sum(product, bias);
                int ofInput = 0, ofProduct = 0;
                foreach (CellTextGate gate in text.Gates)
                {
                    string? x = gate.ReadsInput ? Gate(body, input, ofInput++) : null;
                    string? u = multiplies(gate) ? Gate(body, product!, ofProduct++) : null;
                    if (which(gate))
                        values[gate.Name] = x is null ? u! : u is null ? x : body.Sum(x, u);
                }
            }
        }
    }
}
