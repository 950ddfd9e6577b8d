namespace LstmGen.Tool.Running;

/// <summary>Values between two layers.</summary>
/// <param name="Steps">Each step's values.</param>
/// <param name="End">What <c>Pooling.Last</c> reads where that is not the last step: both directions at the end of their way.</param>
internal sealed record Sequence(double[][] Steps, double[]? End = null)
{
    public double[] Last => End ?? Steps[^1];
}
