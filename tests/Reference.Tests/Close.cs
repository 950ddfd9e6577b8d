namespace LstmGen.Reference.Tests;

/// <summary>Comparison of tensors that says where they differ most.</summary>
internal static class Close
{
    public static void Assert(string what, double[]? expected, double[]? actual, double tolerance)
    {
        Xunit.Assert.True(expected is not null && actual is not null, $"{what} is missing.");
        Xunit.Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1, expected.Length == 0 ? 0 : expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);
            Xunit.Assert.True(
                difference <= tolerance * scale,
                $"{what}[{i}] is {actual[i]:R} instead of {expected[i]:R}, off by {difference:E2}.");
        }
    }
}
