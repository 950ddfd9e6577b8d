namespace LstmGen.Reference.Autodiff;

/// <summary>
/// Reverse-mode automatic differentiation over vectors of doubles: operations record themselves in the order of
/// their execution, and <see cref="Backward"/> walks the record from the end to the start (the Wengert list).
/// </summary>
/// <param name="single">
/// Whether every value and every gradient is rounded to single precision after each elementary operation: a yardstick for
/// how far an honest float implementation may be away.
/// </param>
public sealed partial class Tape(bool single = false)
{
    private readonly List<Var> _record = [];

    /// <summary>A variable that is computed from nothing: a parameter, an input or a constant.</summary>
    public Var Leaf(ReadOnlySpan<double> value)
    {
        var copy = value.ToArray();
        if (single)
            for (int i = 0; i < copy.Length; i++)
                copy[i] = (float)copy[i];
        return new Var(copy, null);
    }

    /// <summary>A leaf of <paramref name="length"/> elements that are all <paramref name="value"/>.</summary>
    public Var Constant(int length, double value = 0)
    {
        var elements = new double[length];
        Array.Fill(elements, value);
        return Leaf(elements);
    }

    /// <summary>Computes the gradients of the scalar <paramref name="loss"/> by everything that it depends on.</summary>
    /// <remarks>Call it once: gradients accumulate.</remarks>
    public void Backward(Var loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (loss.Length != 1)
            throw new ArgumentException($"The loss must be a scalar, but it has {loss.Length} elements.", nameof(loss));
        loss.Gradient[0] = 1;
        for (int i = _record.Count - 1; i >= 0; i--)
            _record[i].Backward!(_record[i]);
    }

    private Var Record(double[] value, Action<Var> backward)
    {
        var result = new Var(value, backward);
        _record.Add(result);
        return result;
    }

    private double Round(double value) => single ? (float)value : value;

    private void Accumulate(Var target, int index, double gradient)
    {
        var gradients = target.Gradient;
        gradients[index] = single ? (float)(gradients[index] + (float)gradient) : gradients[index] + gradient;
    }

    private static void RequireSameLength(Var a, Var b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"The operands have {a.Length} and {b.Length} elements; they must have as many.");
    }
}
