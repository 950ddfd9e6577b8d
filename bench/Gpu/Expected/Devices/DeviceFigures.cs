namespace LstmGen.Bench.Gpu.Expected.Devices;

/// <summary>What a device can do at most, and what waiting costs on it.</summary>
internal sealed record DeviceFigures
{
    /// <summary>Architecture, as the compiler names it.</summary>
    public required string Architecture { get; init; }

    /// <summary>The card.</summary>
    public required string Name { get; init; }

    /// <summary>Where the figures stand.</summary>
    public required string Source { get; init; }

    /// <summary>Multiprocessors.</summary>
    public required int Multiprocessors { get; init; }

    /// <summary>Boost clock, GHz.</summary>
    public required double ClockGhz { get; init; }

    /// <summary>Multiply-adds of floats that a multiprocessor does in a clock.</summary>
    public required int FmaPerClock { get; init; }

    /// <summary>Bytes that the second-level cache gives to one multiprocessor in a clock.</summary>
    public int L2BytesPerClock { get; init; } = 64;

    /// <summary>Bytes that the second-level cache gives to all of them in a clock: the A100's; of the H100 none is published.</summary>
    public int L2TotalBytesPerClock { get; init; } = 5120;

    /// <summary>Bytes of the second-level cache.</summary>
    public required long L2Bytes { get; init; }

    /// <summary>GB/s of the device's memory.</summary>
    public required double MemoryGbPerSecond { get; init; }

    /// <summary>Bytes of a multiprocessor's first-level cache and shared memory together.</summary>
    public required int L1Bytes { get; init; }

    /// <summary>Bytes of a multiprocessor that can be shared memory.</summary>
    public required int SharedBytes { get; init; }

    /// <summary>GB/s between processor and device, one way.</summary>
    public required double LinkGbPerSecond { get; init; }

    /// <summary>Bytes that first-level cache and shared memory together give to a multiprocessor in a clock.</summary>
    public int L1BytesPerClock { get; init; } = 128;

    /// <summary>Instructions of warps that a multiprocessor begins in a clock: one of each of its four parts.</summary>
    public int IssuePerClock { get; init; } = 4;

    /// <summary>32-bit registers of a multiprocessor.</summary>
    public int Registers { get; init; } = 65536;

    /// <summary>Warps of a multiprocessor.</summary>
    public int Warps { get; init; } = 64;

    /// <summary>Groups of a multiprocessor.</summary>
    public int Groups { get; init; } = 32;

    /// <summary>Peak of float operations, TFLOP/s.</summary>
    public double Teraflops => 2e-3 * FmaPerClock * Multiprocessors * ClockGhz;

    /// <summary>The devices of the two architectures.</summary>
    public static IReadOnlyList<DeviceFigures> All { get; } =
    [
        new()
        {
            Architecture = "sm_80", Name = "A100 SXM4 40 GB", Source = "NVIDIA A100 Tensor Core GPU Architecture (white paper, 2020)",
            Multiprocessors = 108, ClockGhz = 1.41, FmaPerClock = 64, L2Bytes = 40L << 20, MemoryGbPerSecond = 1555, L1Bytes = 192 << 10,
            SharedBytes = 164 << 10,
            LinkGbPerSecond = 32,
        },
        new()
        {
            Architecture = "sm_90", Name = "H100 SXM5 80 GB", Source = "NVIDIA H100 Tensor Core GPU Architecture (white paper, 2022)",
            Multiprocessors = 132, ClockGhz = 1.98, FmaPerClock = 128, L2Bytes = 50L << 20, MemoryGbPerSecond = 3352, L1Bytes = 256 << 10,
            SharedBytes = 228 << 10,
            LinkGbPerSecond = 64,
        },
    ];

    /// <summary>The device of an architecture.</summary>
    /// <exception cref="ArgumentException">There are no figures of it.</exception>
    public static DeviceFigures Of(string architecture) => All.FirstOrDefault(device => device.Architecture == architecture)
        ?? throw new ArgumentException(
            $"--expected is '{architecture}'; there are figures of {string.Join(" and ", All.Select(device => device.Architecture))}.",
            nameof(architecture));
}
