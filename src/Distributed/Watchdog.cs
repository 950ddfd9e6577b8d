using System.Diagnostics;

namespace LstmGen.Distributed;

/// <summary>Looks once a second whether an exchange takes longer than <see cref="Mpi.Timeout"/>, and then gives up.</summary>
internal sealed class Watchdog
{
    private readonly Action<TimeSpan> _giveUp;
    private long _begun; // 0 where no exchange is under way
    private volatile bool _stopped;

    public Watchdog(Action<TimeSpan> giveUp)
    {
        _giveUp = giveUp;
        new Thread(Look) { IsBackground = true, Name = "LstmGen: waits for other ranks" }.Start();
    }

    /// <summary>An exchange begins, and ends when what it gives is disposed of.</summary>
    public Exchange Begin()
    {
        Volatile.Write(ref _begun, Stopwatch.GetTimestamp());
        return new Exchange(this);
    }

    /// <summary>Looks no more.</summary>
    public void Stop() => _stopped = true;

    private void Look()
    {
        while (!_stopped)
        {
            Thread.Sleep(1000);
            long begun = Volatile.Read(ref _begun);
            TimeSpan waited = Stopwatch.GetElapsedTime(begun), most = Mpi.Timeout;
            if (begun == 0 || _stopped || most == Timeout.InfiniteTimeSpan || waited < most)
                continue;
            _giveUp(waited);
            return;
        }
    }

    /// <summary>An exchange that is under way.</summary>
    public readonly struct Exchange(Watchdog watchdog) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => Volatile.Write(ref watchdog._begun, 0);
    }
}
