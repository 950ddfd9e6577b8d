using LstmGen.Interchange.Structure;

namespace LstmGen.Tool.Running;

/// <summary>One direction of a recurrent layer: the formulas of a step.</summary>
internal abstract class CellRunner
{
    /// <summary>Reads a parameter by its name without layer and direction; null where there is none.</summary>
    public required Func<string, double[]?> Weight { get; init; }

    public required int Hidden { get; init; }

    /// <summary>The states after a step; h is the first.</summary>
    public abstract double[][] Step(double[] x, double[][] states);

    public static CellRunner Of(DeclaredElement element, Func<string, double[]?> weight)
    {
        int hidden = element.Int("Hidden");
        return element.Kind switch
        {
            "Lstm" => new LstmRunner(element.Bool("CoupledGates"), element.Float("CellClip")) { Weight = weight, Hidden = hidden },
            "Gru" => new GruRunner(element.Bool("ResetAfter", true)) { Weight = weight, Hidden = hidden },
            "Rnn" => new RnnRunner(element.Bool("Relu") ? "Relu" : "Tanh") { Weight = weight, Hidden = hidden },
            _ => new EquationRunner(CellText.Parse(element.Word("Equations", ""))) { Weight = weight, Hidden = hidden },
        };
    }

    /// <summary>W x + b.</summary>
    protected double[] Input(double[] x) => Vectors.Product(Weight("weight_ih")!, Weight("bias_ih"), x);

    /// <summary>U h + b.</summary>
    protected double[] Recurrent(double[] h) => Vectors.Product(Weight("weight_hh")!, Weight("bias_hh"), h);

    protected double[] Gate(double[] gates, int gate) => gates[(gate * Hidden)..((gate + 1) * Hidden)];
}

/// <summary>h' = f(W x + U h + b).</summary>
internal sealed class RnnRunner(string function) : CellRunner
{
    public override double[][] Step(double[] x, double[][] states) =>
        [Vectors.Activated(function, Vectors.Sum(Input(x), Recurrent(states[0])))];
}

/// <summary>n = tanh(W x + r (U h + b)), or U (r h) + b with the reset before; h' = (1 - z) n + z h.</summary>
internal sealed class GruRunner(bool resetAfter) : CellRunner
{
    public override double[][] Step(double[] x, double[][] states)
    {
        double[] h = states[0], a = Input(x), b = Recurrent(h);
        double[] r = Vectors.Activated("Sigmoid", Vectors.Sum(Gate(a, 0), Gate(b, 0))),
            z = Vectors.Activated("Sigmoid", Vectors.Sum(Gate(a, 1), Gate(b, 1)));
        double[] candidate = resetAfter ? Vectors.Times(r, Gate(b, 2)) : Gate(Recurrent(Vectors.Times(r, h)), 2);
        double[] n = Vectors.Activated("Tanh", Vectors.Sum(Gate(a, 2), candidate));
        return [[.. h.Select((_, u) => ((1 - z[u]) * n[u]) + (z[u] * h[u]))]];
    }
}

/// <summary>
/// c' = clip(f c + i g), h' = o tanh(c'), with peepholes, coupled gates, normalization and projection where they are declared.
/// </summary>
internal sealed class LstmRunner(bool coupled, float clip) : CellRunner
{
    private const double Epsilon = 1e-5;

    public override double[][] Step(double[] x, double[][] states)
    {
        double[] c = states[1], gates = Vectors.Sum(Part("ih", x), Part("hh", states[0])), cell = new double[Hidden],
            open = new double[Hidden];
        double[]? ci = Weight("weight_ci"), cf = Weight("weight_cf"), co = Weight("weight_co");
        for (int u = 0; u < Hidden; u++)
        {
            double A(int gate) => gates[(gate * Hidden) + u];
            double i = Vectors.Sigmoid(A(0) + (ci?[u] ?? 0) * c[u]), f = coupled ? 1 - i : Vectors.Sigmoid(A(1) + (cf?[u] ?? 0) * c[u]);
            cell[u] = (f * c[u]) + (i * Math.Tanh(A(coupled ? 1 : 2)));
            if (clip > 0)
                cell[u] = Math.Clamp(cell[u], -clip, clip);
            open[u] = Vectors.Sigmoid(A(coupled ? 2 : 3) + (co?[u] ?? 0) * cell[u]);
        }

        double[] inner = Weight("norm_c_weight") is { } gain ? Vectors.Normalized(cell, gain, Weight("norm_c_bias"), Epsilon) : cell;
        double[] h = Vectors.Times(open, Vectors.Activated("Tanh", inner));
        return [Weight("weight_hr") is { } projection ? Vectors.Product(projection, null, h) : h, cell];
    }

    private double[] Part(string part, double[] x)
    {
        double[]? bias = Weight($"bias_{part}"), gain = Weight($"norm_{part}_weight");
        if (gain is null)
            return Vectors.Product(Weight($"weight_{part}")!, bias, x);
        double[] normal = Vectors.Normalized(Vectors.Product(Weight($"weight_{part}")!, null, x), gain, null, Epsilon);
        return bias is null ? normal : Vectors.Sum(normal, bias);
    }
}
