namespace LstmGen.Testing;

/// <summary>A test of what Windows lacks or needs rights for: links, pipes as files, modes of files. It says that it skips there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : Xunit.FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? Reason : null;

    internal const string Reason = "Windows has no such files, or they need rights there.";
}
