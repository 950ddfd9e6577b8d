namespace LstmGen.Modeling;

/// <summary>What the emitted <c>Predict</c> methods share.</summary>
public static class PredictInput
{
    [ThreadStatic]
    private static float[]? t_buffer;

    /// <summary>Steps of <paramref name="length"/> values in <paramref name="batch"/> rows of <paramref name="width"/> values a step.</summary>
    /// <exception cref="ArgumentException">They do not divide evenly, or there is no step.</exception>
    public static int Steps(int length, int batch, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        long row = (long)batch * width;
        if (length == 0 || length % row != 0)
        {
            throw new ArgumentException(
                $"The input has {length} values; give a whole number of steps, at least one, of {batch} x {width} = {row} values.");
        }

        return (int)(length / row);
    }

    /// <summary>Room for <paramref name="length"/> values, the same on each call from one thread.</summary>
    public static Span<float> Buffer(int length)
    {
        if (t_buffer is null || t_buffer.Length < length)
            t_buffer = new float[length];
        return t_buffer.AsSpan(0, length);
    }
}
