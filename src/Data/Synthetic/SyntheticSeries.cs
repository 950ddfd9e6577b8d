namespace LstmGen.Data;

/// <summary>Small made-up series and sequences to learn from. The same seed gives the same data everywhere.</summary>
public static class SyntheticSeries
{
    /// <summary>A sine with normal noise, one column <c>value</c>: <c>sin(2 pi t / period) + noise * n(0, 1)</c>.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="period">Rows per turn.</param>
    /// <param name="noise">Standard deviation of the noise.</param>
    /// <param name="seed">The seed.</param>
    public static TimeSeries NoisySine(int rows, double period = 25, double noise = 0.1, long seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        ArgumentOutOfRangeException.ThrowIfNegative(noise);
        var random = new SeededRandom(seed);
        var values = new float[rows];
        for (var t = 0; t < rows; t++)
            values[t] = (float)(Math.Sin(2 * Math.PI * t / period) + noise * random.NextGaussian());
        return new TimeSeries(values, ["value"]);
    }

    /// <summary>
    /// Arithmetic sequences, <c>start + t * step</c> with start in [0, 10) and step in [-1, 1): features <c>[length, 1]</c>,
    /// target the next value.
    /// </summary>
    public static SequenceSet ArithmeticSequences(int count, int length, long seed = 0, string head = SequenceSet.DefaultHead)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        var random = new SeededRandom(seed);
        var values = new float[Values(count, length, 1)];
        var targets = new float[count];
        for (int i = 0, at = 0; i < count; i++)
        {
            var start = 10 * random.NextDouble();
            var step = 2 * random.NextDouble() - 1;
            for (var t = 0; t < length; t++)
                values[at++] = (float)(start + t * step);
            targets[i] = (float)(start + length * step);
        }

        return SequenceSet.FromFeatures(values, 1, Lengths(count, length)).WithValues(targets, 1, head);
    }

    /// <summary>
    /// The adding problem (Hochreiter and Schmidhuber 1997): per step a number in [0, 1) and a mark, 1 at one step of the
    /// first half and one of the second, else 0; target the sum of the two marked numbers. Always answering 1 gives a
    /// mean squared error of 1/6.
    /// </summary>
    public static SequenceSet AddingProblem(int count, int length, long seed = 0, string head = SequenceSet.DefaultHead)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        var random = new SeededRandom(seed);
        var values = new float[Values(count, length, 2)];
        var targets = new float[count];
        for (var i = 0; i < count; i++)
        {
            var sequence = values.AsSpan(i * length * 2, length * 2);
            for (var t = 0; t < length; t++)
                sequence[2 * t] = (float)random.NextDouble();
            var first = random.NextInt(length / 2);
            var second = length / 2 + random.NextInt(length - length / 2);
            sequence[2 * first + 1] = sequence[2 * second + 1] = 1f;
            targets[i] = sequence[2 * first] + sequence[2 * second];
        }

        return SequenceSet.FromFeatures(values, 2, Lengths(count, length)).WithValues(targets, 1, head);
    }

    private static int Values(int count, int length, int features)
    {
        var values = (Int128)count * length * features;
        return values <= Array.MaxLength ? (int)values : throw new ArgumentException(
            $"count x length x features = {count} x {length} x {features} are more values than one set holds, {Array.MaxLength}. "
            + "Ask for fewer or shorter sequences.", nameof(count));
    }

    private static int[] Lengths(int count, int length)
    {
        var lengths = new int[count];
        Array.Fill(lengths, length);
        return lengths;
    }
}
