namespace LstmGen;

/// <summary>
/// A function of every value, as wide as what it reads (<c>nn.ReLU</c>, <c>nn.Tanh</c>, <c>nn.Sigmoid</c>). It has no parameters.
/// </summary>
/// <param name="function">The function.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ActivationAttribute(Activation function) : LayerAttribute
{
    /// <summary>The function.</summary>
    public Activation Function { get; } = function;
}
