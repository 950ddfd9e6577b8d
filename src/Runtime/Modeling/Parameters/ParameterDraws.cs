using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// Draws a model's parameters anew, each from a stream of random numbers that has its number; emitted <c>Initialize</c> methods call it.
/// The values are in use when it is disposed of.
/// </summary>
/// <param name="parameters">The parameters.</param>
/// <param name="seed">With a parameter's number it decides its values.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ParameterDraws(ParameterStore parameters, long seed)
{
    private readonly ModelDescription _description = parameters.Description;
    private ParameterWriting _writing = parameters.BeginUpdate();

    /// <summary>Uniform in [-<paramref name="bound"/>, <paramref name="bound"/>).</summary>
    public readonly void Uniform(int parameter, float bound) => Initializer.Uniform(Values(parameter), seed, (uint)parameter, bound);

    /// <summary>The same for each of several parameters that follow one another.</summary>
    public readonly void Uniform(Range parameters, float bound)
    {
        for (int parameter = parameters.Start.Value; parameter < parameters.End.Value; parameter++)
            Uniform(parameter, bound);
    }

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public readonly void Uniform(int parameter, float low, float high) =>
        Initializer.Uniform(Values(parameter), seed, (uint)parameter, low, high);

    /// <summary>Normal with mean 0 and standard deviation 1.</summary>
    public readonly void Normal(int parameter) => Initializer.Normal(Values(parameter), seed, (uint)parameter);

    /// <summary>Uniform with bound sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010).</summary>
    public readonly void Glorot(int parameter, int inputs, int outputs) =>
        Initializer.Glorot(Values(parameter), seed, (uint)parameter, inputs, outputs);

    /// <summary>The same where all values are a matrix of <paramref name="inputs"/> columns.</summary>
    public readonly void Glorot(int parameter, int inputs) => Glorot(parameter, inputs, Values(parameter).Length / inputs);

    /// <summary>A [rows, columns] matrix with orthonormal columns, or rows where it is wider than high.</summary>
    public readonly void Orthogonal(int parameter, int rows, int columns) =>
        Initializer.Orthogonal(Values(parameter), seed, (uint)parameter, rows, columns);

    /// <summary>All values alike.</summary>
    public readonly void Fill(int parameter, float value) => Values(parameter).Fill(value);

    /// <summary>Values <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> alike.</summary>
    public readonly void Fill(int parameter, float value, int first, int count) => Values(parameter).Slice(first, count).Fill(value);

    /// <summary>Has those who compute from now on use the new values.</summary>
    public void Dispose() => _writing.Dispose();

    private readonly Span<float> Values(int parameter)
    {
        ParameterInfo info = _description.Parameters[parameter];
        return _writing.Values.Slice(info.Offset, info.Length);
    }
}
