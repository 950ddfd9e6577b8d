using LstmGen.Interchange.Structure;

namespace LstmGen.Tool.Running;

/// <summary>A cell of its user's, by the equations that its declaration has as text.</summary>
internal sealed class EquationRunner(CellText text) : CellRunner
{
    public override double[][] Step(double[] x, double[][] states)
    {
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (string weight in text.Weights)
            values[weight] = Weight($"weight_{weight}")!;
        for (int i = 0; i < text.States.Count; i++)
            values[text.States[i]] = states[i + 1];
        if (text.Previous is not null)
            values[text.Previous] = states[0];
        double[] input = Input(x);
        int ofHidden = text.Gates.Count(gate => gate.ReadsHidden);
        Set(gate => !gate.ReadsOther, gate => gate.ReadsHidden, states[0], 0, ofHidden);
        List<double[]> lets = [], next = [];
        double[] output = [];
        foreach ((string kind, CellExpression expression) in text.Statements)
        {
            double[] value = Value(expression, values, lets);
            switch (kind)
            {
                case "let": lets.Add(value); break;
                case "next": next.Add(value); break;
                case "output": output = value; break;
                default: Set(gate => gate.ReadsOther, gate => gate.ReadsOther, value, ofHidden, text.HiddenGates - ofHidden); break;
            }
        }

        return [output, .. next];

        // W x + b of each gate that reads x, and U of what it multiplies: rows for h first, then those for another value.
        void Set(Func<CellTextGate, bool> which, Func<CellTextGate, bool> multiplies, double[] multiplied, int from, int count)
        {
            double[] product = count == 0
                ? []
                : Vectors.Product(Weight("weight_hh")!, Weight("bias_hh"), multiplied, from * Hidden, count * Hidden);
            int ofInput = 0, ofProduct = 0;
            foreach (CellTextGate gate in text.Gates)
            {
                double[]? a = gate.ReadsInput ? Gate(input, ofInput++) : null, b = multiplies(gate) ? Gate(product, ofProduct++) : null;
                if (which(gate))
                    values[gate.Name] = a is null ? b! : b is null ? a : Vectors.Sum(a, b);
            }
        }
    }

    private double[] Value(CellExpression expression, Dictionary<string, double[]> values, List<double[]> lets)
    {
        if (!expression.IsFunction)
        {
            return expression.Constant is { } constant ? [.. Enumerable.Repeat((double)constant, Hidden)]
                : expression.Let is { } let ? lets.ElementAtOrDefault(let) ?? throw CellExpression.Malformed(expression.Word)
                : values.GetValueOrDefault(expression.Word) ?? throw CellExpression.Malformed(expression.Word);
        }

        double[][] x = [.. expression.Operands.Select(operand => Value(operand, values, lets))];
        return (expression.Word, x.Length) switch
        {
            ("add", 2) => Two((a, b) => a + b),
            ("subtract", 2) => Two((a, b) => a - b),
            ("multiply", 2) => Two((a, b) => a * b),
            ("divide", 2) => Two((a, b) => a / b),
            ("min", 2) => Two(Math.Min),
            ("max", 2) => Two(Math.Max),
            ("greater", 2) => Two((a, b) => a > b ? 1 : 0),
            ("atleast", 2) => Two((a, b) => a >= b ? 1 : 0),
            ("equal", 2) => Two((a, b) => a == b ? 1 : 0),
            ("select", 3) => [.. x[0].Select((condition, u) => condition != 0 ? x[1][u] : x[2][u])],
            ("negate", 1) => One(a => -a),
            ("abs", 1) => One(Math.Abs),
            ("sqrt", 1) => One(Math.Sqrt),
            ("exp", 1) => One(Math.Exp),
            ("log", 1) => One(Math.Log),
            ("log1p", 1) => One(a => Math.Log(1 + a)),
            ("sigmoid", 1) => One(Vectors.Sigmoid),
            ("tanh", 1) => One(Math.Tanh),
            ("relu", 1) => One(a => Math.Max(0, a)),
            ("softplus", 1) => One(a => Math.Max(a, 0) + Math.Log(1 + Math.Exp(-Math.Abs(a)))),
            _ => throw CellExpression.Malformed(expression.Word),
        };

        double[] One(Converter<double, double> function) => Array.ConvertAll(x[0], function);
        double[] Two(Func<double, double, double> function) => [.. x[0].Zip(x[1], function)];
    }
}
