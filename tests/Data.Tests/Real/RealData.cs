using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Real data outside of the repository: folder LSTMGEN_DATA, else the nearest shared/data above the tests.</summary>
internal static class RealData
{
    public static string? Root { get; } = Find();

    public static string Path(string relative) => System.IO.Path.Combine(Root!, relative);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("LSTMGEN_DATA") is { Length: > 0 } given)
            return Directory.Exists(given) ? given : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}

/// <summary>A test that is skipped, and says so, where the files it reads are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(params string[] files)
    {
        if (RealData.Root is null)
            Skip = "No real data: set LSTMGEN_DATA to its folder.";
        else if (Array.Find(files, f => !File.Exists(RealData.Path(f))) is { } missing)
            Skip = $"No {missing} in the real data's folder.";
    }
}
