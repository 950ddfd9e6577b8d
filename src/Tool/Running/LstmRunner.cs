namespace LstmGen.Tool.Running;

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
