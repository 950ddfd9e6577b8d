namespace LstmGen.Interchange.Tests;

/// <summary>A test of the amplifier in the folder of real data; skipped, and said so, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AmplifierFactAttribute : FactAttribute
{
    public AmplifierFactAttribute()
    {
        if (Folder is null)
            Skip = "No amplifier: set LSTMGEN_DATA to a folder with amp-lstm.";
    }

    /// <summary>The folder amp-lstm of LSTMGEN_DATA, or of shared/data in some folder above; null when absent.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("LSTMGEN_DATA") is { Length: > 0 } data)
            return Existing(Path.Combine(data, "amp-lstm"));
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Existing(Path.Combine(at.FullName, "shared", "data", "amp-lstm")) is { } found)
                return found;
        }

        return null;
    }

    private static string? Existing(string folder) => Directory.Exists(folder) ? folder : null;
}
