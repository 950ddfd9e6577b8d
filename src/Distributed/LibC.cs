using System.Runtime.InteropServices;

namespace LstmGen.Distributed;

/// <summary>The function of the C library that is used.</summary>
internal static partial class LibC
{
    /// <summary>Sleeps.</summary>
    /// <param name="microseconds">Less than a million.</param>
    [LibraryImport("libc")]
    public static partial int usleep(uint microseconds);
}
