using System.Runtime.CompilerServices;

namespace LstmGen.Api.Tests;

/// <summary>The folder of the approved texts, <c>tests/Api.Tests/Approved</c>.</summary>
internal static class ApiFolder
{
    public static string Of(string assembly, string ending) => Path.Combine(Approved(), $"{assembly}.{ending}");

    private static string Approved([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Approved");
}
