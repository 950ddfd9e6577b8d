using LstmGen.Kernels;

namespace LstmGen.Modeling;

/// <summary>Draws parameters; the values depend on seed and stream alone.</summary>
public static class Initializer
{
    // Weights are drawn apart from the masks of training, whose step counts up from 0.
    private const ulong Key = 0x496E6974;

    /// <summary>Uniform in [-<paramref name="bound"/>, <paramref name="bound"/>).</summary>
    public static void Uniform(Span<float> values, ulong seed, uint stream, float bound)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (2 * CounterRandom.Uniform(seed, Key, stream, i) - 1) * bound;
    }

    /// <summary>Normal with mean 0 and standard deviation <paramref name="deviation"/>.</summary>
    public static void Normal(Span<float> values, ulong seed, uint stream, float deviation = 1f)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = CounterRandom.Normal(seed, Key, stream, i) * deviation;
    }

    /// <summary>Uniform with bound sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010).</summary>
    public static void Glorot(Span<float> values, ulong seed, uint stream, int inputs, int outputs) =>
        Uniform(values, seed, stream, MathF.Sqrt(6f / (inputs + (float)outputs)));

    /// <summary>
    /// A [rows, columns] matrix, rows at least columns, with orthonormal columns: Gram-Schmidt on normal draws
    /// (Saxe et al. 2013, arXiv:1312.6120).
    /// </summary>
    public static void Orthogonal(Span<float> values, ulong seed, uint stream, int rows, int columns)
    {
        if (rows < columns)
            throw new ArgumentException($"rows is {rows}, below columns, {columns}; transpose the matrix.", nameof(rows));
        Normal(values, seed, stream);
        for (int column = 0; column < columns; column++)
        {
            // Twice, because one round leaves rounding errors of the size of what was removed.
            for (int round = 0; round < 2; round++)
            {
                for (int earlier = 0; earlier < column; earlier++)
                {
                    double dot = Dot(values, rows, columns, column, earlier);
                    for (int row = 0; row < rows; row++)
                        values[row * columns + column] -= (float)(dot * values[row * columns + earlier]);
                }
            }

            float scale = (float)(1 / Math.Sqrt(Dot(values, rows, columns, column, column)));
            for (int row = 0; row < rows; row++)
                values[row * columns + column] *= scale;
        }
    }

    private static double Dot(ReadOnlySpan<float> values, int rows, int columns, int a, int b)
    {
        double sum = 0;
        for (int row = 0; row < rows; row++)
            sum += (double)values[row * columns + a] * values[row * columns + b];
        return sum;
    }
}
