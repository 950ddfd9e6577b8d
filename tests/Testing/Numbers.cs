namespace LstmGen.Testing;

/// <summary>Between the reference's doubles and the models' floats.</summary>
public static class Numbers
{
    /// <summary>Rounds every value.</summary>
    public static float[] ToSingle(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var result = new float[values.Count];
        for (int i = 0; i < result.Length; i++)
            result[i] = (float)values[i];
        return result;
    }

    /// <summary>Widens every value.</summary>
    public static double[] ToDouble(ReadOnlySpan<float> values)
    {
        var result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = values[i];
        return result;
    }
}
