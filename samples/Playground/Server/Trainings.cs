using System.Collections.Concurrent;

namespace LstmGen.Samples.Playground.Server;

/// <summary>The trainings of all pages that are open.</summary>
internal sealed class Trainings(IHostApplicationLifetime lifetime)
{
    /// <summary>Trainings at most at the same time.</summary>
    public const int Most = 16;

    private readonly ConcurrentDictionary<string, NativeRun> _runs = new();

    /// <summary>Keeps a training; null where there are too many.</summary>
    public string? Add(LiveRun run)
    {
        if (_runs.Count >= Most)
            return null;
        string id = Guid.NewGuid().ToString("n");
        var native = new NativeRun(run);
        _runs[id] = native;
        lifetime.ApplicationStopping.Register(native.Dispose);
        return id;
    }

    /// <summary>The training of an id, or null.</summary>
    public NativeRun? Find(string id) => _runs.GetValueOrDefault(id);

    /// <summary>Ends a training.</summary>
    public void Remove(string id)
    {
        if (_runs.TryRemove(id, out NativeRun? run))
            run.Dispose();
    }
}
