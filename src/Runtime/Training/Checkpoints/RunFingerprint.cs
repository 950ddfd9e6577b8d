using System.Globalization;
using System.Runtime.InteropServices;
using LstmGen.Data;
using LstmGen.Modeling;

namespace LstmGen.Training;

/// <summary>What must be the same for a run to go on from a checkpoint, as text under names that a message can show.</summary>
internal static class RunFingerprint
{
    private const string Format = "lstmgen.checkpoint.1";

    public static Dictionary<string, string> Of(ModelDescription model, SequenceSet train, FitOptions options, Optimizer optimizer, float initialRate) => new()
    {
        ["format"] = Format,
        ["model"] = model.Name,
        ["training data"] = Of(train),
        ["Optimizer"] = optimizer.Name,
        ["Optimizer.LearningRate"] = Text(initialRate),
        ["Schedule"] = Of(options.Schedule, initialRate),
        ["BatchSize"] = Text(options.BatchSize),
        ["Shuffle"] = options.Shuffle.ToString(),
        ["Seed"] = Text(options.Seed),
        ["BucketBatches"] = Text(options.BucketBatches),
        ["DropLast"] = options.DropLast.ToString(),
        ["ClipNorm"] = Text(options.ClipNorm),
        ["ClipValue"] = Text(options.ClipValue),
        ["AccumulateBatches"] = Text(options.AccumulateBatches),
        ["Average"] = options.Average is { } average ? $"{Text(average.Decay)} {average.WarmUp}" : "none",
        ["Frozen"] = string.Join(' ', options.Frozen.Order(StringComparer.Ordinal)),
        ["ClassWeights"] = string.Join(' ', (options.ClassWeights ?? new Dictionary<string, float[]>())
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {string.Join(',', pair.Value.Select(value => Text(value)))}")),
        ["Validation"] = options.Validation is { } validation ? Of(validation) : "none",
        ["Metrics"] = string.Join(' ', options.Metrics.Select(metric => metric.Name)),
        ["EarlyStopping"] = options.EarlyStopping is { } rule ? $"{rule.Metric ?? "loss"} {rule.RestoreBest}" : "none",
        ["CarryState"] = options.CarryState.ToString(),
        ["TruncatedSteps"] = Text(options.TruncatedSteps),
    };

    /// <exception cref="ArgumentException">Something differs; the message names it, both values and the mend.</exception>
    public static void Require(IReadOnlyDictionary<string, string> stored, Dictionary<string, string> own, string path)
    {
        if (!stored.TryGetValue("format", out string? format) || format != Format)
            throw new ArgumentException($"{path} is no checkpoint of this version. Give another path, or set Resume = false to write over it.");
        foreach ((string name, string value) in own)
        {
            string before = stored.GetValueOrDefault(name, "unknown");
            if (before != value)
                throw new ArgumentException($"{path} comes from another run: {name} is '{before}' there and '{value}' here. Resume with what it was, or set Resume = false to begin anew.");
        }
    }

    // Pure schedules are known by their rates; others have a state of their own.
    private static string Of(LearningRateSchedule? schedule, float initialRate)
    {
        if (schedule is null)
            return "none";
        string name = $"{schedule.GetType().Name} per {schedule.Unit}";
        return schedule.NeedsMetric ? name : $"{name}: {string.Join(' ', Probes.Select(at => Text(schedule.At(at, initialRate))))}";
    }

    // Size and content; the mixing is that of FNV-1a over whole words.
    private static string Of(SequenceSet set)
    {
        ulong hash = 14695981039346656037;
        for (int i = 0; i < set.Count; i++)
        {
            Mix(ref hash, set.HasTokens ? set.Tokens(i) : MemoryMarshal.Cast<float, int>(set.Features(i)));
            for (int head = 0; head < set.HeadCount; head++)
            {
                HeadTargets targets = set.Targets(head);
                bool values = targets.Kind is SequenceTargetKind.Values or SequenceTargetKind.StepValues;
                Mix(ref hash, values ? MemoryMarshal.Cast<float, int>(targets.Values(i)) : targets.Classes(i));
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{set.Count} sequences, {set.TotalSteps} steps, {hash:x16}");
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

    private static string Text(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(float? value) => value is { } given ? Text(given) : "none";

    private static readonly long[] Probes = [0, 1, 2, 5, 10, 30, 100, 1000];
}
