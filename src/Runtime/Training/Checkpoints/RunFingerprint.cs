using System.Globalization;
using System.Runtime.InteropServices;
using LstmGen.Data;

namespace LstmGen.Training;

/// <summary>What must be the same for a run to go on from a checkpoint, as text under names that a message can show.</summary>
/// <remarks>
/// All that decides a run is here: the model's declaration, both sets with sources and targets, and every option that changes a number of
/// it. Left out are <see cref="FitOptions.Epochs"/>, which may be made longer, the weights that a run begins with, which the checkpoint
/// replaces, and what only looks on: threads, ranks, progress, callbacks, the checkpoint's own options. <see cref="Rates"/> agree where
/// those of the common epochs do.
/// </remarks>
internal static class RunFingerprint
{
    private const string Rates = "Schedule's rates", Shards = "Shards", None = "none", DecayVectors = "DecayVectors",
        ParameterRules = "ParameterRules", ResetState = "ResetStateEachEpoch",
        RecomputedSteps = "RecomputedSteps";

    // Made another where the library computes other numbers from the same run.
    private const string Arithmetic = "1";

    private const string Kind = "lstmgen.checkpoint.", Format = Kind + "3";

    /// <summary>Whether a file with this metadata is a checkpoint, of this version or another.</summary>
    public static bool IsCheckpoint(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue("format", out string? format) && format.StartsWith(Kind, StringComparison.Ordinal);

    public static Dictionary<string, string> Of(
        ModelDescription model, TrainingData train, FitOptions options, Optimizer optimizer, double initialRate, string rates) => new()
    {
        ["format"] = Format,
        ["arithmetic"] = Arithmetic,
        ["model"] = model.Name,
        ["the model's declaration"] = model.Declaration.Replace("\n", "; ", StringComparison.Ordinal),
        ["training data"] = train.Describe(),
        ["Optimizer"] = optimizer.Name,
        ["Optimizer.LearningRate"] = Text(initialRate),
        ["Optimizer's settings"] = optimizer.Settings(),
        ["OptimizerState"] = Of(options.OptimizerState),
        ["Schedule"] = options.Schedule?.Describe() ?? "none",
        ["BatchSize"] = Text(options.BatchSize),
        ["Shuffle"] = options.Shuffle.ToString(),
        ["Seed"] = Text(options.Seed),
        ["BucketBatches"] = !options.Shuffle ? "none" : options.BucketBatches is { } bucket ? Text(bucket) : "by the size of the set",
        ["DropLast"] = options.DropLast.ToString(),
        ["ClipNorm"] = Text(options.ClipNorm),
        ["ClipValue"] = Text(options.ClipValue),
        [DecayVectors] = options.DecayVectors.ToString(),
        [ParameterRules] = options.ParameterRules.Count == 0
            ? None
            : string.Join(' ', options.ParameterRules.Select(rule => $"{rule.Name}: {Text(rule.RateFactor)} {Text(rule.WeightDecay)}")),
        [Shards] = options.ShardCount == 0 ? None : Text(options.ShardCount),
        ["AccumulateBatches"] = Text(options.AccumulateBatches),
        ["Average"] = options.Average is { } average ? $"{Text(average.Decay)} {average.WarmUp}" : "none",
        ["Frozen"] = string.Join(' ', options.Frozen.Order(StringComparer.Ordinal)),
        ["ClassWeights"] = string.Join(' ', (options.ClassWeights ?? new Dictionary<string, float[]>())
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(
                pair => $"{pair.Key}: {string.Join(',', pair.Value.Select(value => Text(value)))}")),
        ["Validation"] = options.Validation is { } validation
            ? Of(validation)
            : options.ValidationSource is { } source ? SourceText.Of(source) : "none",
        ["Metrics"] = string.Join(' ', options.Metrics.Select(metric => $"{metric.Name} ({metric.Metric.Describe()})")),
        ["EarlyStopping"] = options.EarlyStopping is { } rule
            ? $"{rule.Metric ?? "loss"}, patience {Text(rule.Patience)}, at least {Text(rule.MinDelta)}, restores best: {rule.RestoreBest}"
            : "none",
        ["CarryState"] = options.CarryState.ToString(),
        [ResetState] = options.ResetStateEachEpoch.ToString(),
        ["TruncatedSteps"] = options.TruncatedSteps is { } steps ? Text(steps) : "none",
        [RecomputedSteps] = options.RecomputedSteps is { } segment ? Text(segment) : None,
        [Rates] = rates,
    };

    /// <exception cref="ArgumentException">Something differs; the message names it, both values and the fix.</exception>
    public static void Require(IReadOnlyDictionary<string, string> stored, Dictionary<string, string> own, string path)
    {
        if (!stored.TryGetValue("format", out string? format) || format != Format)
            throw new ArgumentException(
                $"{path} is no checkpoint of this version. Give another path, or set Resume = false to write over it.");
        foreach ((string name, string value) in own)
        {
            string before = stored.GetValueOrDefault(name, Unsaid(name));
            if (name == Rates ? !SchedulePlan.Agree(before, value) : before != value)
                throw new ArgumentException($"{path} comes from another run: {name} is '{before}' there and '{value}' here. Resume with "
                    + "what it was, or set Resume = false to begin anew.");
        }
    }

    // What older checkpoints do not say.
    private static string Unsaid(string name) => name switch
    {
        Shards or ParameterRules or RecomputedSteps => None,
        DecayVectors => bool.TrueString,
        ResetState => bool.FalseString,
        _ => "unknown",
    };

    private static string Of(OptimizerState? state)
    {
        if (state is null)
            return "none";
        ulong hash = Start;
        foreach (NamedScalar scalar in state.Scalars.Where(scalar => scalar.Name != "lr")) // the rate is the optimizer's
            Mix(ref hash, MemoryMarshal.Cast<double, int>([scalar.Value]));
        foreach (float[] block in state.Blocks)
            Mix(ref hash, MemoryMarshal.Cast<float, int>(block));
        return string.Create(CultureInfo.InvariantCulture, $"{state.Optimizer} after {state.Steps} steps, {hash:x16}");
    }

    // Size and content; the mixing is that of FNV-1a over whole words.
    public static string Of(SequenceSet set)
    {
        ulong hash = Start;
        Mix(ref hash, [set.HasTokens ? 0 : set.FeatureCount]);
        for (int head = 0; head < set.HeadCount; head++)
        {
            HeadTargets targets = set.Targets(head);
            Mix(ref hash, [(int)targets.Kind, targets.Width]);
            Mix(ref hash, [.. targets.Name.Select(letter => (int)letter)]);
        }

        foreach (SequenceWeights weights in set.Weights)
        {
            Mix(ref hash, [weights.PerStep ? 1 : 0, weights.Head is null ? 0 : 1]);
            Mix(ref hash, [.. (weights.Head ?? "").Select(letter => (int)letter)]);
            for (int i = 0; i < set.Count; i++)
                Mix(ref hash, MemoryMarshal.Cast<float, int>(weights.Of(i, set.Length(i))));
        }

        for (int i = 0; i < set.Count; i++)
        {
            Mix(ref hash, set.HasTokens ? set.Tokens(i) : MemoryMarshal.Cast<float, int>(set.Features(i)));
            if (set.StaticCount > 0)
                Mix(ref hash, MemoryMarshal.Cast<float, int>(set.Static(i)));
            for (int head = 0; head < set.HeadCount; head++)
            {
                HeadTargets targets = set.Targets(head);
                bool values = targets.Kind is SequenceTargetKind.Values or SequenceTargetKind.StepValues;
                Mix(ref hash, values ? MemoryMarshal.Cast<float, int>(targets.Values(i)) : targets.Classes(i));
            }
        }

        string source = set.Source is { } read ? $" with a source of {Of(read)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{set.Count} sequences, {set.TotalSteps} steps, {hash:x16}{source}");
    }

    private static void Mix(ref ulong hash, ReadOnlySpan<int> words)
    {
        hash = (hash ^ (uint)words.Length) * 1099511628211;
        foreach (int word in words)
        {
            hash = (hash ^ (uint)word) * 1099511628211;
            hash ^= hash >> 32;
        }
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? value) => value is { } given ? Text(given) : "none";

    private const ulong Start = 14695981039346656037;
}
