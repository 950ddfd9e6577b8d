using System.Diagnostics;

namespace LstmGen.Training;

/// <summary>Time spent on this epoch and on all; a resumed run adds to what was spent before.</summary>
internal sealed class TrainingClock
{
    private long _started;
    private double _before; // seconds of this epoch before a resume

    /// <summary>Seconds of the epochs that are done.</summary>
    public double DoneSeconds { get; private set; }

    public double EpochSeconds => _before + Stopwatch.GetElapsedTime(_started).TotalSeconds;

    public double TotalSeconds => DoneSeconds + EpochSeconds;

    public void BeginEpoch() => _started = Stopwatch.GetTimestamp();

    public void EndEpoch()
    {
        DoneSeconds = TotalSeconds;
        _before = 0;
        _started = Stopwatch.GetTimestamp();
    }

    public void Restore(double doneSeconds, double epochSeconds) => (DoneSeconds, _before) = (doneSeconds, epochSeconds);
}
