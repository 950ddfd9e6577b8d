using System.Diagnostics;

namespace LstmGen.Kernels;

/// <summary>Spins for about 50 microseconds: longer than the gap between two phases or between the steps of a small model, about as long as going to sleep and waking up.</summary>
internal struct Spin
{
    private static readonly long s_limit = Environment.ProcessorCount == 1 ? 0 : Stopwatch.Frequency / 20_000;
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
