namespace LstmGen.Reference.Optimizers;

/// <summary>Adam (Kingma and Ba 2015), with decoupled weight decay AdamW (Loshchilov and Hutter 2019).</summary>
/// <remarks>
/// p -= rate * decay * p;  m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2;
/// p -= rate * m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon)
/// </remarks>
public sealed class AdamReference(
    double rate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0) : Optimizer
{
    private readonly Dictionary<string, double[]> _first = [], _second = [];

    /// <inheritdoc/>
    protected override void Update(string name, double[] parameter, double[] gradient)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(gradient);
        var m = Buffer(_first, name, parameter.Length);
        var v = Buffer(_second, name, parameter.Length);
        for (int i = 0; i < parameter.Length; i++)
        {
            parameter[i] -= rate * weightDecay * parameter[i];
            m[i] = (beta1 * m[i]) + ((1 - beta1) * gradient[i]);
            v[i] = (beta2 * v[i]) + ((1 - beta2) * gradient[i] * gradient[i]);
            double mean = m[i] / (1 - Math.Pow(beta1, Steps)), variance = v[i] / (1 - Math.Pow(beta2, Steps));
            parameter[i] -= rate * mean / (Math.Sqrt(variance) + epsilon);
        }
    }
}
