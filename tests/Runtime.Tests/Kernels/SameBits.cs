using System.Runtime.InteropServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>Compares several arrays at once bit by bit; xunit compares arrays in an array one boxed number after the other.</summary>
internal static class SameBits
{
    public static void In(float[][] expected, float[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!MemoryMarshal.AsBytes<float>(expected[i]).SequenceEqual(MemoryMarshal.AsBytes<float>(actual[i])))
                Assert.Fail($"array {i}: {Difference(expected[i], actual[i])}");
        }
    }

    private static string Difference(float[] expected, float[] actual)
    {
        if (expected.Length != actual.Length)
            return $"{actual.Length} numbers instead of {expected.Length}";
        int at = Enumerable.Range(0, expected.Length)
            .First(i => BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]));
        return $"{actual[at]:R} instead of {expected[at]:R} at {at}";
    }
}
