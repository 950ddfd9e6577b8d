namespace LstmGen.Reference.Autodiff;

/// <summary>A vector on a <see cref="Tape"/>: its value, and after <see cref="Tape.Backward"/> its gradient.</summary>
/// <remarks>A matrix is a vector too, row after row; the operations that read it as one are told its columns.</remarks>
public sealed class Var
{
    internal Var(double[] value, Action<Var>? backward)
    {
        Value = value;
        Gradient = new double[value.Length];
        Backward = backward;
    }

    /// <summary>The elements.</summary>
    public double[] Value { get; }

    /// <summary>Derivative of the loss by each element; zero before <see cref="Tape.Backward"/>.</summary>
    public double[] Gradient { get; }

    /// <summary>Number of elements.</summary>
    public int Length => Value.Length;

    /// <summary>The only element of a vector of length 1.</summary>
    public double Scalar => Value.Length == 1
        ? Value[0]
        : throw new InvalidOperationException($"A vector of {Value.Length} elements is not a scalar.");

    /// <summary>Hands this variable's gradient on to what it was computed from.</summary>
    internal Action<Var>? Backward { get; }
}
