using System.Diagnostics;
using LstmGen.Training;

namespace LstmGen.Bench.Ranks;

/// <summary>Seconds from one update to the next.</summary>
internal sealed class UpdateClock : TrainingCallback
{
    private long _last;

    public List<double> Seconds { get; } = [];

    public override void OnBatchEnd(TrainingContext context)
    {
        long now = Stopwatch.GetTimestamp();
        if (_last != 0)
            Seconds.Add(Stopwatch.GetElapsedTime(_last, now).TotalSeconds);
        _last = now;
    }
}
