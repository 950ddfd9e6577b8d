using System.Collections.Concurrent;

namespace LstmGen.Samples.Playground.Server;

/// <summary>The trainings of all pages that are open.</summary>
internal sealed class Trainings(IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Trainings at most at the same time.</summary>
    public const int Most = 16;

    // A page listens at once; one that has not by then was closed before.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Kept> _runs = new();

    /// <summary>Keeps a training; null where there are too many.</summary>
    public string? Add(LiveRun run)
    {
        foreach ((string left, _) in _runs.Where(one => !one.Value.Run.WasListenedTo && time.GetElapsedTime(one.Value.Since) > Patience))
            Remove(left);
        if (_runs.Count >= Most)
            return null;
        string id = Guid.NewGuid().ToString("n");
        var native = new NativeRun(run);
        _runs[id] = new Kept(native, time.GetTimestamp(), lifetime.ApplicationStopping.Register(native.Dispose));
        return id;
    }

    /// <summary>The training of an id, or null.</summary>
    public NativeRun? Find(string id) => _runs.GetValueOrDefault(id)?.Run;

    /// <summary>Ends a training.</summary>
    public void Remove(string id)
    {
        if (!_runs.TryRemove(id, out Kept? kept))
            return;
        kept.AtStop.Unregister();
        kept.Run.Dispose();
    }

    private sealed record Kept(NativeRun Run, long Since, CancellationTokenRegistration AtStop);
}
