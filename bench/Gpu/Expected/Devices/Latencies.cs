namespace LstmGen.Bench.Gpu.Expected.Devices;

/// <summary>
/// Clocks from the start of an instruction until one that needs its result can start. Those of arithmetic and memory are of the A100, from
/// Abdelkhalik, Arafa, Santhi and Badawy, "Demystifying the Nvidia Ampere Architecture through Microbenchmarking and Instruction-level
/// Analysis" (arXiv 2208.11174), and are taken for the H100 too. The others are assumptions, and say so.
/// </summary>
internal static class Latencies
{
    /// <summary>An operation of floats or integers on the result of another.</summary>
    public const int Arithmetic = 4;

    /// <summary>A load from shared memory.</summary>
    public const int Shared = 23;

    /// <summary>A load that the first-level cache answers.</summary>
    public const int L1 = 33;

    /// <summary>A load that the second-level cache answers.</summary>
    public const int L2 = 200;

    /// <summary>A load that the device's memory answers.</summary>
    public const int Memory = 290;

    /// <summary>A special function: an assumption, a little less than shared memory.</summary>
    public const int Special = 20;

    /// <summary>A division of floats, a sequence of about eight operations around a reciprocal: an assumption.</summary>
    public const int Divide = Special + 8 * Arithmetic;

    /// <summary>A barrier at which all threads are at once: an assumption.</summary>
    public const int Barrier = 20;

    /// <summary>Turns of a loop whose loads the driver's compiler issues together: an assumption, its usual factor of unrolling.</summary>
    public const int TurnsTogether = 4;

    /// <summary>Microseconds from the end of a kernel to the start of the next in the same stream: an assumption.</summary>
    public const double LaunchMicroseconds = 2;

    /// <summary>Microseconds that a transfer or a wait of the processor takes besides its bytes: an assumption.</summary>
    public const double WaitMicroseconds = 10;
}
