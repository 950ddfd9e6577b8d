namespace LstmGen.Reference.Optimizers;

/// <summary>Gradient descent with momentum: b = momentum * b + g; p -= rate * b.</summary>
public sealed class SgdReference(double rate, double momentum = 0) : Optimizer
{
    private readonly Dictionary<string, double[]> _buffers = [];

    /// <inheritdoc/>
    protected override void Update(string name, double[] parameter, double[] gradient)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(gradient);
        var b = Buffer(_buffers, name, parameter.Length);
        for (int i = 0; i < parameter.Length; i++)
        {
            b[i] = (momentum * b[i]) + gradient[i];
            parameter[i] -= rate * b[i];
        }
    }
}
