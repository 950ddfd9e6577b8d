namespace LstmGen.Reference.Optimizers;

/// <summary>RMSprop: v = alpha v + (1 - alpha) g^2; p -= rate * g / (sqrt(v) + epsilon).</summary>
public sealed class RmsPropReference(double rate, double alpha = 0.99, double epsilon = 1e-8) : Optimizer
{
    private readonly Dictionary<string, double[]> _squares = [];

    /// <inheritdoc/>
    protected override void Update(string name, double[] parameter, double[] gradient)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(gradient);
        var v = Buffer(_squares, name, parameter.Length);
        for (int i = 0; i < parameter.Length; i++)
        {
            v[i] = (alpha * v[i]) + ((1 - alpha) * gradient[i] * gradient[i]);
            parameter[i] -= rate * gradient[i] / (Math.Sqrt(v[i]) + epsilon);
        }
    }
}
