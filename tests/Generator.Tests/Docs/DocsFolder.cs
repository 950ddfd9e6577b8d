namespace LstmGen.Generator.Tests.Docs;

/// <summary>The repository's <c>docs</c>.</summary>
internal static class DocsFolder
{
    /// <summary>The repository.</summary>
    public static string Root { get; } = Find();

    public static string Path { get; } = System.IO.Path.Combine(Root, "docs");

    private static string Find()
    {
        DirectoryInfo at = new(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(at.FullName, "LstmGen.sln")))
            at = at.Parent ?? throw new InvalidOperationException($"LstmGen.sln is in no folder above {AppContext.BaseDirectory}.");
        return at.FullName;
    }
}
