using Xunit;

namespace LstmGen.Runtime.Tests.Losses;

/// <summary>Random data and central differences, in double.</summary>
internal static class Numeric
{
    /// <summary>Normal values that floats hold exactly, times <paramref name="size"/>.</summary>
    internal static float[] Normal(this Random random, int count, double size = 1)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            double u = 1 - random.NextDouble(), v = random.NextDouble();
            values[i] = (float)(size * Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v));
        }

        return values;
    }

    internal static float[] Positive(this Random random, int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = 0.5f + random.NextSingle();
        return values;
    }

    internal static int[] Integers(this Random random, int count, int limit)
    {
        var values = new int[count];
        for (int i = 0; i < count; i++)
            values[i] = random.Next(limit);
        return values;
    }

    internal static double[] Doubles(ReadOnlySpan<float> values)
    {
        var result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = values[i];
        return result;
    }

    /// <summary>(f(x + h) - f(x - h)) / 2h by every entry of <paramref name="x"/>.</summary>
    internal static double[] Gradient(Func<double[], double> f, double[] x, double h = 1e-5)
    {
        var result = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double kept = x[i];
            x[i] = kept + h;
            double up = f(x);
            x[i] = kept - h;
            double down = f(x);
            x[i] = kept;
            result[i] = (up - down) / (2 * h);
        }

        return result;
    }

    /// <summary>Rows of <paramref name="width"/> values spread to a stride, with NaN in the padding columns.</summary>
    internal static float[] Padded(float[] rows, int width, int stride)
    {
        var result = new float[rows.Length / width * stride];
        Array.Fill(result, float.NaN);
        for (int r = 0; r < rows.Length / width; r++)
            rows.AsSpan(r * width, width).CopyTo(result.AsSpan(r * stride));
        return result;
    }

    /// <summary>Asserts that padded rows hold the expected values and 0 in the padding columns.</summary>
    internal static void AssertRows(double[] expected, float[] actual, int width, int stride, double tolerance)
    {
        for (int r = 0; r < expected.Length / width; r++)
        {
            for (int c = 0; c < width; c++)
                AssertClose(expected[r * width + c], actual[r * stride + c], tolerance);
            for (int c = width; c < stride; c++)
                Assert.Equal(0f, actual[r * stride + c]);
        }
    }

    /// <summary>Asserts equality within a tolerance that is absolute below 1 and relative above.</summary>
    internal static void AssertClose(double expected, double actual, double tolerance)
    {
        if (expected.Equals(actual))
            return;
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"expected {expected:R}, got {actual:R}");
    }

    /// <summary>Bytes that a second and later call of <paramref name="action"/> allocate on this thread.</summary>
    internal static long AllocatedWhenWarm(Action action)
    {
        for (int i = 0; i < 3; i++)
            action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5; i++)
            action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
