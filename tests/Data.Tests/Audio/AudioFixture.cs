using System.Globalization;
using System.Runtime.CompilerServices;
using Xunit;

namespace LstmGen.Data.Tests.Audio;

/// <summary>Files that <c>make_fixtures.py</c> computed.</summary>
internal static class AudioFixture
{
    public static string Path(string name, [CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "Fixtures", name);

    /// <summary>A table of numbers.</summary>
    public static double[][] Table(string name) =>
        [.. File.ReadLines(Path(name)).Select(line => Array.ConvertAll(line.Split(','), Number))];

    /// <summary>Samples of the recording of which the tables are.</summary>
    public static float[] Signal() => WavFile.Read(Path("signal.wav")).Samples;

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    /// <summary>Compares numbers with a table, to a share of the table's largest.</summary>
    public static void Equal(double[][] expected, float[] actual, double tolerance)
    {
        var flat = expected.SelectMany(row => row).ToArray();
        Assert.Equal(flat.Length, actual.Length);
        var largest = flat.Max(Math.Abs);
        for (var i = 0; i < flat.Length; i++)
            Assert.True(Math.Abs(flat[i] - actual[i]) <= tolerance * largest, $"value {i}: {actual[i]} instead of {flat[i]}");
    }

    /// <summary>Demands an exception whose message holds <paramref name="said"/>.</summary>
    public static void Refuses<T>(string said, Action call)
        where T : Exception => Assert.Contains(said, Assert.Throws<T>(call).Message, StringComparison.Ordinal);
}
