namespace LstmGen.Training;

/// <summary>Whether the rows of a batch go on where those of the batch before ended, so that a state can be carried.</summary>
internal static class CarriedRows
{
    /// <exception cref="ArgumentException">They do with another number of rows, or with none.</exception>
    public static void Require(FitOptions options, TrainingData train)
    {
        if (train.OtherStreams(options.BatchSize) is not var (name, streams))
            return;
        string follow = streams > 0
            ? $"follow one another in batches of {streams}, and BatchSize is {options.BatchSize}. Set BatchSize = {streams}, or"
            : $"do not follow one another in batches of any size, and BatchSize is {options.BatchSize}. Set CarryState = false, or";
        throw OptionsCheck.Wrong(
            nameof(options.CarryState),
            $"hands the state of each row to the row in its place, but the sequences of {name} {follow} cut the data into "
                + $"{options.BatchSize} streams, as TokenSource does with Streams = {options.BatchSize} and SequenceSet.ParallelStreams "
                + "in memory.");
    }
}
