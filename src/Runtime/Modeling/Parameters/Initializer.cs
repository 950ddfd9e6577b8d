using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Draws parameters; the values depend on seed and stream alone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Initializer
{
    // Weights are drawn apart from the masks of training, whose step counts up from 0.
    private const long Key = 0x496E6974;

    /// <summary>Uniform in [-<paramref name="bound"/>, <paramref name="bound"/>).</summary>
    public static void Uniform(Span<float> values, long seed, uint stream, float bound) =>
        CounterRandom.FillUniform(values, bound, seed, Key, stream);

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public static void Uniform(Span<float> values, long seed, uint stream, float low, float high)
    {
        Uniform(values, seed, stream, (high - low) / 2);
        foreach (ref float value in values)
            value += (low + high) / 2;
    }

    /// <summary>Normal with mean 0 and standard deviation <paramref name="deviation"/>.</summary>
    public static void Normal(Span<float> values, long seed, uint stream, float deviation = 1f) =>
        CounterRandom.FillNormal(values, deviation, seed, Key, stream);

    /// <summary>Uniform with bound sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010).</summary>
    public static void Glorot(Span<float> values, long seed, uint stream, int inputs, int outputs) =>
        Uniform(values, seed, stream, MathF.Sqrt(6f / (inputs + (float)outputs)));

    /// <summary>
    /// A [rows, columns] matrix with orthonormal columns, or orthonormal rows where it is wider than high: the Q of normal draws, with the
    /// signs of <c>torch.nn.init.orthogonal_</c> (Saxe et al. 2013, arXiv:1312.6120).
    /// </summary>
    /// <exception cref="ArgumentException">The number of values is not rows x columns.</exception>
    public static void Orthogonal(Span<float> values, long seed, uint stream, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (values.Length != (long)rows * columns)
            throw new ArgumentException(
                $"values has {values.Length} values; {rows} rows x {columns} columns = {(long)rows * columns} are needed.", nameof(values));
        Normal(values, seed, stream);
        bool wide = rows < columns;
        var q = new OrthonormalColumns(Math.Max(rows, columns), Math.Min(rows, columns));
        // From one vector of Q to the next, and from one value of it to the next.
        (int vector, int value) = wide ? (columns, 1) : (1, columns);
        for (int i = 0; i < Math.Min(rows, columns); i++)
        {
            Span<double> to = q.Column(i);
            for (int j = 0; j < to.Length; j++)
                to[j] = values[i * vector + j * value];
        }

        q.Compute();
        for (int i = 0; i < Math.Min(rows, columns); i++)
        {
            ReadOnlySpan<double> from = q.Orthonormal(i);
            for (int j = 0; j < from.Length; j++)
                values[i * vector + j * value] = (float)from[j];
        }
    }
}
