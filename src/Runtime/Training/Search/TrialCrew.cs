using System.Collections.Concurrent;

namespace LstmGen.Training;

/// <summary>Threads that run trials beside one another, each one trial.</summary>
internal sealed class TrialCrew : IDisposable
{
    // How long ranks compute between two exchanges about trials.
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    private readonly int _places;
    private readonly Func<SearchTrial, TrialResult?> _run;
    private readonly CancellationTokenSource _cancellation;
    private readonly ConcurrentQueue<(Thread Thread, TrialResult? Result, Exception? Failure)> _ended = new();
    private readonly AutoResetEvent _news = new(false);
    private readonly CancellationTokenRegistration _registration;
    private readonly HashSet<Thread> _threads = [];

    public TrialCrew(int places, Func<SearchTrial, TrialResult?> run, CancellationToken cancellation)
    {
        (_places, _run, _cancellation) = (places, run, new CancellationTokenSource());
        _registration = cancellation.Register(() => _news.Set());
    }

    /// <summary>Trials under way, and those that have ended and were not taken.</summary>
    public int Running => _threads.Count;

    /// <summary>Trials that can begin.</summary>
    public int Free => _places - _threads.Count;

    /// <summary>Begins a trial.</summary>
    public void Start(SearchTrial trial)
    {
        SearchTrial own = trial.With(_cancellation.Token);
        Thread thread = null!;
        thread = new Thread(() =>
        {
            TrialResult? result = null;
            Exception? failure = null;
            try
            {
                result = _run(own);
            }
            catch (Exception e)
            {
                failure = e;
            }

            _ended.Enqueue((thread, result, failure));
            _news.Set();
        })
        { IsBackground = true, Name = $"Search trial {trial.Number}" };
        _threads.Add(thread);
        thread.Start();
    }

    /// <summary>What has ended since the last call; and why the search cannot go on, null where it can.</summary>
    public (IReadOnlyList<TrialResult> Results, Exception? Failure) Take()
    {
        var results = new List<TrialResult>();
        Exception? failure = null;
        while (_ended.TryDequeue(out (Thread Thread, TrialResult? Result, Exception? Failure) end))
        {
            end.Thread.Join();
            _threads.Remove(end.Thread);
            failure ??= end.Failure;
            if (end.Result is { } result)
                results.Add(result);
        }

        return (results, failure);
    }

    /// <summary>Asks all trials to end.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Waits for news, or where other ranks have some too, for a while.</summary>
    public void Wait(bool ranks)
    {
        if (ranks)
            Thread.Sleep(Turn);
        else
            _news.WaitOne();
    }

    public void Dispose()
    {
        _cancellation.Cancel();
        foreach (Thread thread in _threads)
            thread.Join();
        _registration.Dispose();
        _cancellation.Dispose();
        _news.Dispose();
    }
}
