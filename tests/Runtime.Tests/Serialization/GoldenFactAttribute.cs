using Xunit;

namespace LstmGen.Runtime.Tests.Serialization;

/// <summary>A fact that needs files written by PyTorch; skipped, by name, where they are not at hand.</summary>
internal sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute()
    {
        if (Find() is null)
            Skip = "No golden files; set LSTMGEN_DATA to a folder that has them.";
    }

    /// <summary>The folder of the golden files; null when there is none.</summary>
    public static string? Find()
    {
        var data = Environment.GetEnvironmentVariable("LSTMGEN_DATA");
        var candidates = new List<string>();
        if (!string.IsNullOrEmpty(data))
            candidates.AddRange([data, Path.Combine(data, "golden"), Path.Combine(data, "..", "golden")]);
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            candidates.Add(Path.Combine(at.FullName, "shared", "golden"));
        return candidates.Find(c => Directory.Exists(c) && Directory.EnumerateFiles(c, "*.safetensors").Any());
    }
}
