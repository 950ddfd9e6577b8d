using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace LstmGen.Distributed;

/// <summary>A loaded library of MPI.</summary>
/// <param name="Constants">Its handles.</param>
/// <param name="Version">What it calls itself.</param>
internal sealed record MpiLibrary(IMpiConstants Constants, string Version)
{
    // MPI_MAX_LIBRARY_VERSION_STRING is 256 in Open MPI and 8192 in MPICH.
    private const int LongestVersion = 8192;

    private static readonly string[] OpenMpiFiles = ["libmpi.so.40", "libmpi.40.dylib"];
    private static readonly string[] MpichFiles = ["libmpich.so.12", "libmpi.so.12", "libmpi.12.dylib"];

    private static nint s_handle;

    /// <summary>Loads the library that belongs to what has started the process.</summary>
    /// <exception cref="MpiException">There is none, or it does not fit.</exception>
    public static MpiLibrary Load(Launcher launcher)
    {
        string? wish = Environment.GetEnvironmentVariable("LSTMGEN_MPI");
        string[] names = !string.IsNullOrEmpty(wish) ? [wish] : launcher switch
        {
            Launcher.OpenMpi => [.. OpenMpiFiles, "libmpi.so"],
            Launcher.Mpich => [.. MpichFiles, "libmpi.so"],
            _ => [.. OpenMpiFiles, .. MpichFiles, "libmpi.so"],
        };
        if (!Array.Exists(names, name => NativeLibrary.TryLoad(name, out s_handle)))
            throw new MpiException(Missing(launcher, names));
        NativeLibrary.SetDllImportResolver(typeof(MpiLibrary).Assembly, Resolve);
        string version = ReadVersion();
        bool open = version.StartsWith("Open MPI", StringComparison.Ordinal);
        if ((launcher == Launcher.OpenMpi && !open) || (launcher == Launcher.Mpich && open))
            throw new MpiException($"The process was started by {Name(launcher)}, but the library that was found is {version}. Start it "
                + "by the mpirun of that library, or name the other library's file in LSTMGEN_MPI.");
        return new(open ? new OpenMpiConstants(s_handle) : new MpichConstants(), version);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == "mpi" ? s_handle : 0;

    private static unsafe string ReadVersion()
    {
        byte* text = stackalloc byte[LongestVersion];
        int length = 0;
        _ = MpiNative.MPI_Get_library_version(text, &length);
        string version = Encoding.UTF8.GetString(text, Math.Clamp(length, 0, LongestVersion)).TrimEnd('\0').Trim();
        int end = version.IndexOfAny([',', '\n']);
        return (end < 0 ? version : version[..end]).Replace('\t', ' ').Trim();
    }

    private static string Missing(Launcher launcher, string[] names)
    {
        string tried = string.Join(", ", names);
        string install = launcher switch
        {
            Launcher.OpenMpi => "Install Open MPI (Debian: apt-get install openmpi-bin)",
            Launcher.Mpich => "Install MPICH (Debian: apt-get install mpich)",
            _ => "Install Open MPI or MPICH (Debian: apt-get install openmpi-bin, or mpich)",
        };
        return $"The process was started by {Name(launcher)}, but no library of MPI was found: tried {tried}. {install} on every "
            + "machine, or name the library's file in LSTMGEN_MPI.";
    }

    private static string Name(Launcher launcher) => launcher switch
    {
        Launcher.OpenMpi => "Open MPI's mpirun",
        Launcher.Mpich => "MPICH's mpirun",
        _ => "a batch system with MPI",
    };
}
