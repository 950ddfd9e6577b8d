namespace LstmGen.Training.Tests;

/// <summary>Comparisons of weights.</summary>
internal static class Weights
{
    public static float[] Copy(IRecurrentModel model) => model.Parameters.Read().ToArray();

    public static void AssertSameBits(IRecurrentModel expected, IRecurrentModel actual) => AssertSameBits(Copy(expected), Copy(actual));

    public static void AssertSameBits(float[] expected, float[] actual)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Xunit.Assert.True(
                BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]),
                $"value {i}: {expected[i]:R} and {actual[i]:R}");
    }

    public static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
            Xunit.Assert.True(MathF.Abs(expected[i] - actual[i]) <= tolerance, $"value {i}: {expected[i]:R} and {actual[i]:R}");
    }
}
