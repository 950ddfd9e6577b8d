using System.Diagnostics;
using LstmGen.Serialization;

namespace LstmGen.Training;

/// <summary>When the next checkpoint is due.</summary>
internal sealed class CheckpointPace
{
    private readonly CheckpointOptions _options;
    private readonly int? _everyEpochs;
    private long _saved = Stopwatch.GetTimestamp();
    private int _batches;

    /// <exception cref="ArgumentException">An option is out of range, or the file cannot be written: its folder does not exist, or it or
    /// the one before is a folder.</exception>
    /// <param name="options">How often.</param>
    /// <param name="writes">Whether this process writes the file.</param>
    public CheckpointPace(CheckpointOptions options, bool writes)
    {
        _options = options;
        if (string.IsNullOrWhiteSpace(options.Path))
            throw new ArgumentException(
                $"Checkpoint.Path is {(options.Path is null ? "null" : $"'{options.Path}'")}. Give a file, such as \"run.safetensors\".",
                nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.EveryBatches ?? 1, nameof(options.EveryBatches));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.EveryEpochs ?? 1, nameof(options.EveryEpochs));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(
            options.EveryInterval ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(options.EveryInterval));
        string target = AtomicFile.TargetOf(options.Path), folder = Path.GetDirectoryName(Path.GetFullPath(target)) ?? "";
        if (writes && !Directory.Exists(folder))
            throw new ArgumentException(
                $"Checkpoint: the folder '{folder}' does not exist. Create it, or give another path.", nameof(options));
        foreach (string file in new[] { target, target + ".bak" })
        {
            if (writes && Directory.Exists(file))
                throw new ArgumentException(
                    $"Checkpoint: '{file}' is a folder, and a file of this name is to be written. Give another path, such as a file in a "
                        + "folder.", nameof(options));
        }

        bool unsaid = options is { EveryBatches: null, EveryEpochs: null, EveryInterval: null };
        _everyEpochs = unsaid ? 1 : options.EveryEpochs;
    }

    /// <summary>Counts a batch.</summary>
    public void CountBatch() => _batches++;

    public bool IsDue => _batches >= _options.EveryBatches || Stopwatch.GetElapsedTime(_saved) >= _options.EveryInterval;

    /// <summary>Whether the clock decides, which is not the same for all ranks.</summary>
    public bool IsTimed => _options.EveryInterval is not null;

    public bool IsDueAfter(int epochs) => _everyEpochs is { } every && epochs % every == 0;

    public void Saved() => (_saved, _batches) = (Stopwatch.GetTimestamp(), 0);
}
