using System.Diagnostics;

namespace LstmGen.CompilerServices;

/// <summary>
/// Spins for about 200 microseconds: longer than what the caller does alone between two phases of a training step, such as taking
/// over a batch, so that the next phase finds the other threads awake.
/// </summary>
internal struct Spin
{
    /// <summary>How long, in ticks of the stopwatch; 0 where no other thread could do anything meanwhile.</summary>
    public static readonly long Ticks = UsableProcessors.AtOnce == 1 ? 0 : Stopwatch.Frequency / 5_000;

    // Looks between two readings of the clock, which takes as long as several of them.
    private const int Looks = 16;

    private long _start;
    private int _looks;

    /// <summary>Waits a moment; false once the time is over.</summary>
    public bool Once()
    {
        if (Ticks != 0 && _looks++ % Looks != 0)
        {
            Thread.SpinWait(1);
            return true;
        }

        long now = Stopwatch.GetTimestamp();
        if (_start == 0) _start = now;
        return now - _start < Ticks;
    }
}
