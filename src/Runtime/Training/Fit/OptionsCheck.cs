namespace LstmGen.Training;

/// <summary>Whether the options make sense together.</summary>
internal static class OptionsCheck
{
    /// <exception cref="ArgumentException">They do not; the message names the option and how to fix it.</exception>
    public static void Require(FitOptions options, ModelDescription model, TrainingData train)
    {
        AtLeast(options.Epochs, 1, nameof(options.Epochs));
        AtLeast(options.BatchSize, 1, nameof(options.BatchSize));
        AtLeast(options.AccumulateBatches, 1, nameof(options.AccumulateBatches));
        AtLeast(options.TruncatedSteps ?? 1, 1, nameof(options.TruncatedSteps));
        AtLeast(options.RecomputedSteps ?? 1, 1, nameof(options.RecomputedSteps));
        AtLeast(options.BucketBatches ?? 0, 0, nameof(options.BucketBatches));
        AtLeast(options.ShuffleSequences, 1, nameof(options.ShuffleSequences));
        AtLeast(options.ReadAheadBatches, 1, nameof(options.ReadAheadBatches));
        AtLeast(options.Shards, 0, nameof(options.Shards));
        RequireShards(options);
        Positive(options.ClipNorm, nameof(options.ClipNorm));
        Positive(options.ClipValue, nameof(options.ClipValue));
        RequireMembers(options);
        if (options is { Validation: not null, ValidationSource: not null })
            throw Wrong(nameof(options.ValidationSource), "is given beside Validation. Give one of them.");
        if (!options.HasValidation && options.EarlyStopping is not null)
            throw Wrong(nameof(options.EarlyStopping), "watches the validation, but Validation is null. Give validation data.");
        if (!options.HasValidation && options.Metrics.Count > 0)
            throw Wrong(nameof(options.Metrics), "are measured on the validation data, but Validation is null. Give validation data.");
        if (!options.HasValidation && options.Schedule is { NeedsMetric: true })
            throw Wrong(
                nameof(options.Schedule),
                $"watches {(options.Schedule.WatchedMetric is { } name ? $"'{name}'" : "the validation loss")}, but Validation is "
                    + "null. Give validation data.");
        RequireWatched(options, options.EarlyStopping?.Metric, nameof(options.EarlyStopping));
        if (options.Schedule is { NeedsMetric: true } schedule)
            RequireWatched(options, schedule.WatchedMetric, nameof(options.Schedule));
        if (options is { ResetStateEachEpoch: true, CarryState: false })
            throw Wrong(
                nameof(options.ResetStateEachEpoch),
                "is true, but no state is carried from batch to batch. Set CarryState = true, or leave it out.");
        if (options.CarryState)
            RequireCarry(options, model, train);
    }

    /// <summary>Whether every rank has a shard, and there are not more shards than can have rows.</summary>
    /// <exception cref="ArgumentException">A rank has none, or there are too many.</exception>
    public static void RequireShards(FitOptions options)
    {
        int most = Math.Max(
            Math.Min(options.BatchSize, FitOptions.MostShards), Math.Max(FitOptions.ShardsOfAnyBatch, options.Distribution?.Ranks ?? 1));
        if (options.Shards > most)
            throw Wrong(
                nameof(options.Shards),
                $"is {options.Shards}, and each has memory for all gradients, but a batch of {options.BatchSize} (BatchSize) fills no more "
                    + $"shards than it has sequences. Give at most {most}.");
        if (options.Distribution is { } ranks && ranks.Ranks > options.ShardCount)
            throw Wrong(
                nameof(options.Shards),
                $"is {options.ShardCount}, but there are {ranks.Ranks} ranks, of which each needs one. Set Shards to "
                    + $"{ranks.Ranks} or a multiple of it.");
    }

    /// <summary>Whether the activations of a model can be computed again segment by segment, where that is asked for.</summary>
    /// <exception cref="ArgumentException">They cannot; the message says why.</exception>
    public static void RequireRecomputed(FitOptions options, IRecurrentModel model)
    {
        if (options.RecomputedSteps is not { } steps)
            return;
        if (model is EncoderDecoder)
            throw Wrong(
                nameof(options.RecomputedSteps),
                $"is {steps}, but {model.Description.Name} starts each sequence from the encoder's state, which has "
                    + "gradients of its own. Leave it out.");
        DataCheck.RequireSegments(model.Description, steps, nameof(options.RecomputedSteps));
    }

    private static void RequireCarry(FitOptions options, ModelDescription model, TrainingData train)
    {
        long sequences = train.Count;
        if (options.Shuffle)
            throw Wrong(
                nameof(options.CarryState),
                "hands the state of each row to the row in its place, but Shuffle is true. Set Shuffle = false.");
        CarriedRows.Require(options, train);
        if (!options.DropLast && sequences % options.BatchSize != 0)
            throw Wrong(
                nameof(options.CarryState),
                $"needs batches of one size, but {sequences} sequences make batches of {options.BatchSize} and a rest of "
                    + $"{sequences % options.BatchSize}. Set DropLast = true, or a BatchSize that divides {sequences}.");
        if (model.Parameters.Any(parameter => parameter.Name.Contains("_reverse", StringComparison.Ordinal)))
            throw Wrong(
                nameof(options.CarryState), $"hands the state forward in time, but {model.Name} is bidirectional. Set CarryState = false.");
        if (!model.Caches.IsEmpty)
            throw Wrong(
                nameof(options.CarryState),
                $"hands the recurrent states forward in time, but [SelfAttention] of {model.Name} attends to all earlier steps, whose "
                    + "keys and values are not handed on. Set CarryState = false.");
        if (!model.CausalBody)
            throw Wrong(
                nameof(options.CarryState),
                $"hands the state forward in time, but a convolution of {model.Name} looks at later steps or skips some. Declare it with "
                    + "Padding.Causal and a stride of 1, or set CarryState = false.");
    }

    private static void RequireWatched(FitOptions options, string? watched, string option)
    {
        if (watched is null || options.Metrics.Any(metric => metric.Name == watched))
            return;
        string there = options.Metrics.Count == 0 ? "none" : string.Join(", ", options.Metrics.Select(metric => $"'{metric.Name}'"));
        throw Wrong(option, $"watches '{watched}', but Metrics has {there}. Add it, or watch one of them.");
    }

    private static void RequireMembers(FitOptions options)
    {
        RequireNone(options.Callbacks, callback => callback is null, nameof(options.Callbacks));
        RequireNone(options.Metrics, metric => metric?.Metric is null, nameof(options.Metrics));
        RequireNone(options.ParameterRules, rule => rule is null, nameof(options.ParameterRules));
        RequireNone(options.Frozen, name => name is null, nameof(options.Frozen));
        if (options.ClassWeights?.FirstOrDefault(pair => pair.Value is null).Key is { } head)
            throw Wrong(nameof(options.ClassWeights), $"has null for head '{head}'. Give a weight for each class, or leave the head out.");
    }

    private static void RequireNone<T>(IReadOnlyCollection<T>? items, Func<T, bool> missing, string option)
    {
        Given.RequireList(items, name: option);
        int at = 0;
        foreach (T item in items)
        {
            if (missing(item))
                throw Wrong(option, $"has null at place {at}. Leave it out.");
            at++;
        }
    }

    private static void AtLeast(int value, int least, string name)
    {
        if (value < least)
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give at least {least}.");
    }

    private static void Positive(double? value, string name)
    {
        if (value is { } given && !(given > 0 && float.IsFinite((float)given)))
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {given}; give a finite number above 0, or null for no limit.");
    }

    /// <summary>An option that does not fit, as an exception.</summary>
    public static ArgumentException Wrong(string option, string what, Exception? cause = null) => new($"{option} {what}", option, cause);
}
