using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>
/// Long short-term memory: the operator LSTM, which has peepholes and coupled gates; with a projection, normalisation, a clipped cell or
/// zoneout a Scan. (The operator's own clip bounds what goes into the gates, not the cell.)
/// </summary>
internal sealed class LstmExport : RecurrentExport
{
    protected override RecurrentCell Cell(ExportScope scope, DeclaredElement element, string prefix)
    {
        int hidden = element.Int("Hidden"), projection = element.Int("Projection");
        return new LstmCell(
            projection, element.Bool("Peepholes"), element.Bool("LayerNorm"), element.Bool("CoupledGates"), element.Float("CellClip"))
        {
            Prefix = prefix, Hidden = hidden, States = [("h", projection > 0 ? projection : hidden), ("c", hidden)],
            Bias = element.Bool("Bias", true), Zoneout = element.Float("Zoneout"),
        };
    }

    private sealed class LstmCell(int projection, bool peepholes, bool layerNorm, bool coupled, float clip) : RecurrentCell
    {
        private const float Epsilon = 1e-5f;

        public override bool Standard => projection == 0 && !layerNorm && clip == 0 && Zoneout == 0;

        public override string Op => "LSTM";

        // i f g o here (coupled: i g o), i o f c there
        public override int[] GateOrder => coupled ? [0, 2, -1, 1] : [0, 3, 1, 2];

        public override IEnumerable<OnnxAttribute> Attributes(int directions) => coupled ? [OnnxAttribute.Of("input_forget", 1)] : [];

        public override float[]? Peepholes(ExportScope scope, string suffix)
        {
            if (!peepholes)
                return null;
            float[] Weight(string gate) => scope.Values($"{Prefix}.weight_c{gate}{suffix}");
            return [.. Weight("i"), .. Weight("o"), .. coupled ? new float[Hidden] : Weight("f")];
        }

        public override string Input(ExportScope scope, GraphWriter graph, string suffix, string x)
        {
            if (!layerNorm)
                return base.Input(scope, graph, suffix, x);
            string product = graph.Add("MatMul", [x, scope.Transposed($"{Prefix}.weight_ih{suffix}")]);
            string normal = Normalize(graph, product, scope.Parameter($"{Prefix}.norm_ih_weight{suffix}"), null);
            return Bias ? graph.Sum(normal, scope.Parameter($"{Prefix}.bias_ih{suffix}")) : normal;
        }

        public override IReadOnlyDictionary<string, string> Weights(ExportScope scope, string suffix)
        {
            var weights = new Dictionary<string, string>(base.Weights(scope, suffix), StringComparer.Ordinal);
            foreach (string name in (string[])["weight_ci", "weight_cf", "weight_co", "norm_hh_weight", "norm_c_weight", "norm_c_bias"])
            {
                if (scope.Has($"{Prefix}.{name}{suffix}"))
                    weights[name] = scope.Parameter($"{Prefix}.{name}{suffix}");
            }

            if (projection > 0)
                weights["weight_hr"] = scope.Transposed($"{Prefix}.weight_hr{suffix}");
            return weights;
        }

        // c' = clip(f c + i g); h' = o tanh(c'), normalised and projected where that is declared
        public override string[] Step(
            GraphWriter body, IReadOnlyDictionary<string, string> weights, string input, IReadOnlyList<string> states)
        {
            string a = body.Sum(input, RecurrentPart(body, weights, states[0])), c = states[1];
            int place = 0;
            string i = body.Add("Sigmoid", [Peep("weight_ci", Gate(body, a, place++), c)]);
            string f = coupled ? OneMinus(body, i) : body.Add("Sigmoid", [Peep("weight_cf", Gate(body, a, place++), c)]);
            string g = body.Add("Tanh", [Gate(body, a, place++)]);
            string cell = body.Sum(body.Product(f, c), body.Product(i, g));
            if (clip > 0)
                cell = body.Add("Clip", [cell, body.Float(-clip), body.Float(clip)]);
            string o = body.Add("Sigmoid", [Peep("weight_co", Gate(body, a, place), cell)]);
            string inner = layerNorm ? Normalize(body, cell, weights["norm_c_weight"], weights["norm_c_bias"]) : cell;
            string h = body.Product(o, body.Add("Tanh", [inner]));
            return [projection > 0 ? body.Add("MatMul", [h, weights["weight_hr"]]) : h, cell];

            string Peep(string weight, string gate, string seen) => peepholes ? body.Sum(gate, body.Product(weights[weight], seen)) : gate;
        }

        private string RecurrentPart(GraphWriter body, IReadOnlyDictionary<string, string> weights, string h)
        {
            if (!layerNorm)
                return Recurrent(body, weights, h);
            string normal = Normalize(body, body.Add("MatMul", [h, weights["weight_hh"]]), weights["norm_hh_weight"], null);
            return weights.TryGetValue("bias_hh", out string? bias) ? body.Sum(normal, bias) : normal;
        }

        private static string Normalize(GraphWriter graph, string value, string gain, string? shift) => graph.Add(
            "LayerNormalization", shift is null ? [value, gain] : [value, gain, shift], OnnxAttribute.Of("axis", -1),
            OnnxAttribute.Of("epsilon", Epsilon));
    }
}
