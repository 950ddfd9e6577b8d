using LstmGen.Training;

namespace LstmGen;

/// <summary>How a <see cref="ModelSearch"/> runs.</summary>
public sealed record SearchOptions
{
    /// <summary>
    /// Trials that run at the same time, each on a thread of its own. Default: 1. While several run, <see cref="WorkerPool.Shared"/> has
    /// as many threads less, so that together they are no more than before: with one trial for each processor every trial computes alone,
    /// which gives the best throughput. With a <see cref="Distribution"/>, on each rank.
    /// </summary>
    public int Parallel { get; init; } = 1;

    /// <summary>
    /// Name of the metric by which trials are compared, as in <see cref="History"/>; null for the validation loss. A trial counts by its
    /// best epoch.
    /// </summary>
    public string? Metric { get; init; }

    /// <summary>
    /// The file of results, a line of JSON for each finished trial; null for none. It is replaced as a whole after each trial. One process
    /// at a time may search with a file.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>
    /// Whether the search goes on from <see cref="Path"/> where there is one: finished trials do not run again. The file must come from
    /// the same parameters, seed and metric; the trainings must be what they were, data included, which is not checked. Default: false;
    /// then a file that exists is an error, so that no results are lost.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>Whether a search that is resumed runs trials again that have failed before. Default: false.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>
    /// A folder for checkpoints of trials that are not finished, so that these go on where the search was interrupted; null for none, and
    /// then they begin anew. It is created where it is missing. A trial's file is removed when the trial is finished. Needs
    /// <see cref="Path"/>.
    /// </summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>How often trials are saved in <see cref="CheckpointFolder"/>; null for after each epoch.</summary>
    public TimeSpan? CheckpointInterval { get; init; }

    /// <summary>
    /// The ranks that share the trials out, such as <c>Mpi.World</c> of the package <c>LstmGen.Distributed</c>; null for this process
    /// alone. A rank takes whole trials, the next one when it has finished one. Every rank makes the same call and gets the same report;
    /// rank 0 writes <see cref="Path"/> and reports progress. A folder for checkpoints must be seen by all ranks.
    /// </summary>
    public Distribution? Distribution { get; init; }

    /// <summary>Told of each trial that is finished, on the thread that called <c>Run</c>; null for nobody.</summary>
    public IProgress<TrialResult>? Progress { get; init; }

    /// <summary>Ends the search: trials under way end after their next update, and count as not finished.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    internal void Require()
    {
        if (Parallel is < 1 or > WorkerPool.MaxThreads)
            throw new ArgumentOutOfRangeException(
                nameof(Parallel), Parallel,
                $"Parallel is {Parallel}; give 1 to {WorkerPool.MaxThreads}, such as the number of processors.");
        if (Path is not null && string.IsNullOrWhiteSpace(Path))
            throw OptionsCheck.Wrong(nameof(Path), "is empty. Give a file, or null for none.");
        if (Path is not null && Directory.Exists(Path))
            throw OptionsCheck.Wrong(nameof(Path), $"is '{Path}', which is a folder. Give a file in it, or null for none.");
        if (Path is null && Resume)
            throw OptionsCheck.Wrong(nameof(Resume), "is true, but Path is null: there is no file to go on from. Give one.");
        if (Path is null && CheckpointFolder is not null)
            throw OptionsCheck.Wrong(
                nameof(CheckpointFolder), "needs a file that says which trials are finished, but Path is null. Give one.");
        if (CheckpointFolder is not null && string.IsNullOrWhiteSpace(CheckpointFolder))
            throw OptionsCheck.Wrong(nameof(CheckpointFolder), "is empty. Give a folder, or null for none.");
        if (CheckpointInterval is { } interval && (interval <= TimeSpan.Zero || CheckpointFolder is null))
            throw OptionsCheck.Wrong(
                nameof(CheckpointInterval), $"is {interval}. Give a time above 0 together with CheckpointFolder, or null.");
    }
}
