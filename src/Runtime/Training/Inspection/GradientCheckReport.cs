namespace LstmGen.Training;

/// <summary>What <see cref="GradientCheck.Run"/> has found.</summary>
public sealed class GradientCheckReport
{
    internal GradientCheckReport(IReadOnlyList<GradientComparison> parameters) => Parameters = parameters;

    /// <summary>The parameters that training changes, in the order of their block.</summary>
    public IReadOnlyList<GradientComparison> Parameters { get; }

    /// <summary>
    /// The largest relative error of all parameters: below 0.01 where gradients are right. A wrong derivative makes it a good part of 1.
    /// </summary>
    public double RelativeError => Parameters.Count == 0 ? 0 : Parameters.Max(one => double.IsNaN(one.RelativeError)
        ? double.PositiveInfinity : one.RelativeError);

    /// <summary>A line for each parameter.</summary>
    public override string ToString() => string.Join('\n', Parameters);
}
