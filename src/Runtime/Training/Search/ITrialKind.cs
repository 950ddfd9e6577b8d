namespace LstmGen.Training;

/// <summary>What a search does with a trial.</summary>
internal interface ITrialKind
{
    /// <summary>What scores are, for tables and files: <c>validation loss</c>, a metric, or <c>loss</c>.</summary>
    string ScoreName { get; }

    /// <summary>Runs a trial on the calling thread, maybe beside others.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="resume">Whether a checkpoint of the trial may be taken.</param>
    /// <returns>The result; null where the trial was cancelled.</returns>
    /// <exception cref="SearchSetupException">The search cannot go on.</exception>
    TrialResult? Run(SearchTrial trial, bool resume);

    /// <summary>Called once the result is recorded.</summary>
    void Recorded(SearchTrial trial);
}
