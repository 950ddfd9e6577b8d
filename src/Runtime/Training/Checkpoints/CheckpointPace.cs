using System.Diagnostics;

namespace LstmGen.Training;

/// <summary>When the next checkpoint is due.</summary>
internal sealed class CheckpointPace
{
    private readonly CheckpointOptions _options;
    private readonly int _everyEpochs;
    private long _saved = Stopwatch.GetTimestamp();
    private int _batches;

    /// <exception cref="ArgumentException">An option is out of range, or the file's folder does not exist.</exception>
    /// <param name="options">How often.</param>
    /// <param name="writes">Whether this process writes the file.</param>
    public CheckpointPace(CheckpointOptions options, bool writes)
    {
        _options = options;
        ArgumentOutOfRangeException.ThrowIfNegative(options.EveryBatches);
        ArgumentOutOfRangeException.ThrowIfNegative(options.EveryEpochs);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.EveryInterval, TimeSpan.Zero);
        string folder = Path.GetDirectoryName(Path.GetFullPath(options.Path)) ?? "";
        if (writes && !Directory.Exists(folder))
            throw new ArgumentException($"Checkpoint: the folder '{folder}' does not exist. Create it, or give another path.", nameof(options));
        bool unsaid = options is { EveryBatches: 0, EveryEpochs: 0 } && options.EveryInterval == TimeSpan.Zero;
        _everyEpochs = unsaid ? 1 : options.EveryEpochs;
    }

    /// <summary>Counts a batch.</summary>
    public void CountBatch() => _batches++;

    public bool IsDue => (_options.EveryBatches > 0 && _batches >= _options.EveryBatches)
        || (_options.EveryInterval > TimeSpan.Zero && Stopwatch.GetElapsedTime(_saved) >= _options.EveryInterval);

    /// <summary>Whether the clock decides, which is not the same for all ranks.</summary>
    public bool IsTimed => _options.EveryInterval > TimeSpan.Zero;

    public bool IsDueAfter(int epochs) => _everyEpochs > 0 && epochs % _everyEpochs == 0;

    public void Saved() => (_saved, _batches) = (Stopwatch.GetTimestamp(), 0);
}
