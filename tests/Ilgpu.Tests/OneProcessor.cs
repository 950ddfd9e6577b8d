using System.Globalization;
using System.Runtime.InteropServices;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Holds this process on one processor. Linux only; elsewhere it does nothing.</summary>
internal static partial class OneProcessor
{
    private const int MaskBytes = 128; // 1024 processors

    /// <summary>Holds all threads that there are, and with them those that they start, on the processor that this one runs on.</summary>
    public static void Hold()
    {
        int processor = Thread.GetCurrentProcessorId();
        if (!OperatingSystem.IsLinux() || processor is < 0 or >= 8 * MaskBytes)
            return;
        byte[] mask = new byte[MaskBytes];
        mask[processor / 8] = (byte)(1 << (processor % 8));
        // A thread that has ended meanwhile is refused, which is no matter.
        foreach (string thread in Directory.GetDirectories("/proc/self/task"))
            _ = SetAffinity(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), MaskBytes, mask);
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint bytes, [In] byte[] mask);
}
