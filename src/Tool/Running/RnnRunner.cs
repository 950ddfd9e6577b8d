namespace LstmGen.Tool.Running;

/// <summary>h' = f(W x + U h + b).</summary>
internal sealed class RnnRunner(string function) : CellRunner
{
    public override double[][] Step(double[] x, double[][] states) =>
        [Vectors.Activated(function, Vectors.Sum(Input(x), Recurrent(states[0])))];
}
