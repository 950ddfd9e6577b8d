namespace LstmGen.Samples.Playground.Tests;

/// <summary>Whether numbers of the page are the library's own.</summary>
public static class Close
{
    /// <summary>What a number may differ by, at least.</summary>
    public const double Tolerance = 1e-5;

    /// <summary>As many, each within 1e-5, or 1e-5 of its size where it is above 1.</summary>
    public static void To(IReadOnlyList<float> native, IReadOnlyList<float> shown)
    {
        Assert.Equal(native.Count, shown.Count);
        for (int at = 0; at < native.Count; at++)
            Assert.True(
                Math.Abs(native[at] - shown[at]) <= Tolerance * Math.Max(1, Math.Abs(native[at])),
                $"value {at} is {shown[at]} on the page and {native[at]} natively");
    }
}
