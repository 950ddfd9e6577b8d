using System.Text.Json;

namespace LstmGen.Interchange.Tests;

/// <summary>The files that PyTorch wrote, and what its network answered.</summary>
internal static class TestFiles
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Files", name);

    /// <summary>The input [6, 3] and the output [6, 2] of the network in PyTorch.</summary>
    public static (float[] X, float[] Y) Expected()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path("tagger.json")));
        return (Numbers(document, "x"), Numbers(document, "y"));
    }

    private static float[] Numbers(JsonDocument document, string name) =>
        [.. document.RootElement.GetProperty(name).EnumerateArray().Select(number => number.GetSingle())];
}
