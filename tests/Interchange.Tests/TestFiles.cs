using System.Text.Json;

namespace LstmGen.Interchange.Tests;

/// <summary>The files that PyTorch wrote, and what its network answered.</summary>
internal static class TestFiles
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Files", name);

    /// <summary>The input [steps, features] and the output [steps, outputs] of a network in PyTorch.</summary>
    public static (float[] X, float[] Y) Expected(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path(name + ".expected")));
        return (Numbers(document, "x"), Numbers(document, "y"));
    }

    private static float[] Numbers(JsonDocument document, string name) =>
        [.. document.RootElement.GetProperty(name).EnumerateArray().Select(number => number.GetSingle())];
}
