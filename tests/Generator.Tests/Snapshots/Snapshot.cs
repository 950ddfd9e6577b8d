using System.Runtime.CompilerServices;

namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>
/// Compares text with <c>Class.Method.verified.cs</c> beside the test: through Verify where it is there, else as Verify does.
/// </summary>
internal static class Snapshot
{
#if USE_VERIFY
    /// <summary>An accepted file is byte for byte what the built-in comparison would have written.</summary>
    [ModuleInitializer]
    internal static void Initialize() => VerifyTests.VerifierSettings.UseUtf8NoBom();

    public static Task Matches(string text, [CallerFilePath] string file = "", [CallerMemberName] string method = "") =>
        VerifyXunit.Verifier.Verify(text.TrimEnd(), "cs", sourceFile: file).UseMethodName(method).ToTask();
#else
    public static Task Matches(string text, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        SnapshotAssert.Matches(text, Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}"));
        return Task.CompletedTask;
    }
#endif
}
