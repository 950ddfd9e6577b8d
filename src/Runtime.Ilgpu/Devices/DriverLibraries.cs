using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// Finds drivers' libraries on Linux, where only development packages install the names without a version that ILGPU asks for.
/// </summary>
internal static class DriverLibraries
{
    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["cuda"] = ["libcuda.so.1", "libcuda.so"],
        ["OpenCL"] = ["libOpenCL.so.1", "libOpenCL.so"],
    };

    private static int s_registered;

    /// <summary>Makes the names known to ILGPU; once.</summary>
    public static void Register()
    {
        if (OperatingSystem.IsLinux() && Interlocked.Exchange(ref s_registered, 1) == 0)
            NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);
    }

    /// <summary>What is looked for in place of <paramref name="library"/>.</summary>
    public static string LookedFor(string library) =>
        OperatingSystem.IsLinux() ? string.Join(" or ", Names[library]) : library;

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path)
    {
        foreach (string name in Names.GetValueOrDefault(library, []))
        {
            if (NativeLibrary.TryLoad(name, assembly, path, out nint handle))
                return handle;
        }

        return 0; // the usual search
    }
}
