using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace LstmGen.Samples.Playground.Server;

/// <summary>A training of the local server: it begins paused, and ends with the connection that listens to it.</summary>
/// <param name="run">The training.</param>
internal sealed class NativeRun(LiveRun run) : IDisposable
{
    private const double Slice = 100; // milliseconds between two events

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _going = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double? _rate;

    /// <summary>Whether anybody has listened to it.</summary>
    public bool WasListenedTo { get; private set; }

    /// <summary>Trains from now on.</summary>
    public void Go()
    {
        lock (_gate)
            _going.TrySetResult();
    }

    /// <summary>Stops after the slice that is under way, until <see cref="Go"/>.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            if (_going.Task.IsCompleted)
                _going = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Sets the learning rate of the slices to come.</summary>
    /// <param name="rate">Above 0 and at most 1.</param>
    public void SetRate(double rate)
    {
        lock (_gate)
            _rate = rate;
    }

    /// <summary>Ends the training.</summary>
    public void Dispose() => _end.Cancel();

    /// <summary>Progress about ten times a second while it trains: JSON as in the browser, and updates a second.</summary>
    /// <param name="gone">The listener is gone.</param>
    public async IAsyncEnumerable<SseItem<string>> Events([EnumeratorCancellation] CancellationToken gone)
    {
        WasListenedTo = true;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(gone, _end.Token);
        yield return Progress(0);
        while (await GoingAsync(ends.Token))
        {
            int before = run.Updates;
            long begin = System.Diagnostics.Stopwatch.GetTimestamp();
            await Task.Run(Train, CancellationToken.None);
            yield return Progress((run.Updates - before) / System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }
    }

    private void Train()
    {
        lock (_gate)
        {
            if (_rate is { } rate)
                run.Rate = rate;
            _rate = null;
        }

        run.Train(Slice);
    }

    private SseItem<string> Progress(double speed) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{{\"speed\":{speed:R},\"progress\":{run.Progress()}}}"), "progress");

    /// <summary>Waits until it trains; false where it has ended.</summary>
    private async Task<bool> GoingAsync(CancellationToken ends)
    {
        Task going;
        lock (_gate)
            going = _going.Task;
        try
        {
            await going.WaitAsync(ends);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        return !ends.IsCancellationRequested;
    }
}
