using LstmGen.Training;

namespace LstmGen;

/// <summary>What training has done, epoch by epoch.</summary>
public sealed class History
{
    private readonly List<EpochRecord> _epochs = [];
    private OptimizerState? _state;

    internal History()
    {
    }

    /// <summary>The epochs that were completed, in order; after a resume those before it too.</summary>
    public IReadOnlyList<EpochRecord> Epochs => _epochs;

    /// <summary>Why training ended.</summary>
    public TrainingEnd End { get; internal set; }

    /// <summary>Whether it was cancelled.</summary>
    public bool Cancelled => End == TrainingEnd.Cancelled;

    /// <summary>Epoch (from 1) that early stopping found best; null without it.</summary>
    public int? BestEpoch { get; internal set; }

    /// <summary>Updates of the weights, those before a resume included.</summary>
    public long Updates { get; internal set; }

    /// <summary>The checkpoint that training went on from; null where it began anew.</summary>
    public string? ResumedFrom { get; internal set; }

    /// <summary>
    /// Why training did not go on from the newest checkpoint but from the one before it, <c>path.bak</c>: what is wrong with the newest.
    /// Null where it did.
    /// </summary>
    public string? ResumeNote { get; internal set; }

    /// <summary>
    /// Moments and step count of the optimizer in the end, a copy: give it to <see cref="FitOptions.OptimizerState"/> to go on with them.
    /// Null where nothing was trained.
    /// </summary>
    public OptimizerState? OptimizerState => _state ??= Optimizer?.CopyState();

    /// <summary>The schedule that this training asked, as it was left; null without one.</summary>
    public LearningRateSchedule? Schedule { get; internal set; }

    /// <summary>The metrics of this training, holding what the last validation counted.</summary>
    public IReadOnlyList<HeadMetric> Metrics { get; internal set; } = [];

    /// <summary>The callbacks that this training told.</summary>
    public IReadOnlyList<TrainingCallback> Callbacks { get; internal set; } = [];

    /// <summary>The training's own optimizer; nobody steps it any more.</summary>
    internal Optimizer? Optimizer { get; set; }

    /// <summary>Time that the completed epochs took.</summary>
    public TimeSpan Elapsed => TimeSpan.FromSeconds(_epochs.Sum(epoch => epoch.Seconds));

    internal void Add(EpochRecord record) => _epochs.Add(record);
}
