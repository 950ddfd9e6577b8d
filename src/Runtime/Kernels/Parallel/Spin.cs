using System.Diagnostics;

namespace LstmGen.Kernels;

/// <summary>
/// Spins for about 200 microseconds: longer than what the caller does alone between two phases of a training step, such as taking
/// over a batch, so that the next phase finds the other threads awake.
/// </summary>
internal struct Spin
{
    private static readonly long s_limit = Environment.ProcessorCount == 1 ? 0 : Stopwatch.Frequency / 5_000;
    private long _start;

    /// <summary>Waits a moment; false once the time is over.</summary>
    public bool Once()
    {
        long now = Stopwatch.GetTimestamp();
        if (_start == 0) _start = now;
        if (now - _start >= s_limit) return false;
        Thread.SpinWait(1);
        return true;
    }
}
