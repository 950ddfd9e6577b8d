namespace LstmGen.Bench.Gpu.Expected.Devices;

/// <summary>How many groups a multiprocessor holds at once.</summary>
/// <param name="Groups">Groups.</param>
/// <param name="Limit">What there is not more of: registers, shared memory, warps or groups.</param>
/// <param name="Warps">Warps of these groups.</param>
internal sealed record Occupancy(int Groups, string Limit, int Warps)
{
    // Registers are given to warps in portions of 256, shared memory to groups in portions of 128 bytes with 1 KiB for the system
    // (CUDA Occupancy Calculator; CUDA C++ Programming Guide, compute capabilities 8.x and 9.0).
    private const int RegisterPortion = 256, SharedPortion = 128, SharedOfSystem = 1024;

    /// <summary>Most registers of a thread.</summary>
    public const int MostRegisters = 255;

    /// <summary>For a group of threads that have so many registers, and bytes of shared memory.</summary>
    public static Occupancy Of(DeviceFigures device, int threads, int registers, int sharedBytes)
    {
        int warps = (threads + 31) / 32, ofWarp = Up(registers * 32, RegisterPortion);
        (int Groups, string Limit)[] limits =
        [
            (device.Registers / Math.Max(1, ofWarp * warps), "registers"),
            (device.SharedBytes / (Up(sharedBytes, SharedPortion) + SharedOfSystem), "shared memory"),
            (device.Warps / warps, "warps"),
            (device.Groups, "groups"),
        ];
        (int groups, string limit) = limits.MinBy(pair => pair.Groups);
        return new Occupancy(groups, limit, groups * warps);
    }

    /// <summary>Registers that a thread can have at most, where so many groups of so many threads are to be on a multiprocessor.</summary>
    public static int RegistersFor(DeviceFigures device, int threads, int groups) =>
        Math.Min(MostRegisters, device.Registers / groups / ((threads + 31) / 32) / RegisterPortion * RegisterPortion / 32);

    private static int Up(int value, int portion) => (value + portion - 1) / portion * portion;
}
