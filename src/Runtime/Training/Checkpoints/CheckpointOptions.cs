namespace LstmGen;

/// <summary>Where and how often training is saved, and whether it goes on from what was saved.</summary>
/// <remarks>
/// A checkpoint holds all that the rest of training depends on, so that a resumed run ends with the same bits as one that
/// was never interrupted; what callbacks remember is theirs to keep. One is written as often as the options say, and where training ends,
/// also by cancelling; not where it ends by an exception. It is no model's file: for predictions, save the model.
/// A checkpoint replaces the one before in one step; that one is kept as <c>path.bak</c>, and taken
/// where the newest is damaged (<see cref="History.ResumeNote"/>). Two runs may use one path, as where a job is started again while the old
/// one lingers: neither stops the other, and the file is always a whole checkpoint of one of them, that of the last to save.
/// </remarks>
public sealed record CheckpointOptions
{
    /// <summary>The safetensors file. A symbolic link is followed: <c>path.bak</c> is then beside the file that it names.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// Saves after this many batches (pieces, with <see cref="FitOptions.TruncatedSteps"/>), at the next update; null for never. Where all
    /// three are null: after each epoch.
    /// </summary>
    public int? EveryBatches { get; init; }

    /// <summary>Saves after this many epochs; null for never.</summary>
    public int? EveryEpochs { get; init; }

    /// <summary>Saves when this much time has passed since the last time; null for never.</summary>
    public TimeSpan? EveryInterval { get; init; }

    /// <summary>
    /// Whether training goes on from the file where there is one; it must come from the same model, data and options
    /// (<see cref="FitOptions.Epochs"/> may be more than before, not less than the file has). Where there is none, training begins anew.
    /// </summary>
    public bool Resume { get; init; }
}
