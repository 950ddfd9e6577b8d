namespace LstmGen.Reference.Golden;

/// <summary>Finds folders of reference data that lie outside the project.</summary>
public static class SharedFolder
{
    /// <summary>
    /// The folder of golden cases: <c>LSTMGEN_GOLDEN</c>, else <c>shared/golden</c> in some folder above; null when absent.
    /// </summary>
    public static string? Golden => Find("LSTMGEN_GOLDEN", "golden", "index.json");

    /// <summary>The data folder: <c>LSTMGEN_DATA</c>, else <c>shared/data</c> in some folder above; null when absent.</summary>
    public static string? Data => Find("LSTMGEN_DATA", "data", "README.md");

    private static string? Find(string variable, string name, string marker)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given)
            return Directory.Exists(given) ? given : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", name);
            if (File.Exists(Path.Combine(candidate, marker)))
                return candidate;
        }

        return null;
    }
}
