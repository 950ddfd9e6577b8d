namespace LstmGen.Tool.Running;

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
