using LstmGen.Data;

namespace LstmGen;

public sealed partial class SequenceSet
{
    /// <summary>The sequences of several sets as one, in order, with their targets, weights and sources; copied.</summary>
    /// <param name="sets">Sets of the same kind of input, with targets for the same heads.</param>
    /// <exception cref="ArgumentException">There is no set, or one differs from the first in its input, heads, weights or
    /// source.</exception>
    public static SequenceSet Join(params IReadOnlyList<SequenceSet> sets)
    {
        Given.RequireItems(sets, nameof(sets));
        if (sets.Count == 0)
            throw new ArgumentException("sets is empty. Give at least one.", nameof(sets));
        for (int i = 1; i < sets.Count; i++)
            RequireAlike(sets[0], sets[i], i);
        SequenceSet first = sets[0];
        int[] lengths = [.. sets.SelectMany(set => set._lengths)];
        SequenceSet joined = first.HasTokens
            ? FromTokens(Join([.. sets.SelectMany(set => Rows(set.Count, set.Tokens))]), lengths)
            : FromFeatures(Join([.. sets.SelectMany(set => Rows(set.Count, set.Features))]), first.FeatureCount, lengths);
        for (int head = 0; head < first.HeadCount; head++)
            joined = joined.With(JoinTargets(sets, first._targets[head].Name));
        for (int i = 0; i < first._weights.Length; i++)
            joined = joined.With(JoinWeights(sets, first._weights[i]));
        if (first.StaticCount > 0)
            joined = joined.WithStatic(Join([.. sets.SelectMany(set => Rows(set.Count, set.Static))]), first.StaticCount);
        return first.Source is null ? joined : joined.WithSource(Join([.. sets.Select(set => set.Source!)]));
    }

    private delegate ReadOnlySpan<T> Row<T>(int index);

    private static IEnumerable<T[]> Rows<T>(int count, Row<T> row) => Enumerable.Range(0, count).Select(i => row(i).ToArray());

    private static SequenceTarget JoinTargets(IReadOnlyList<SequenceSet> sets, string head)
    {
        HeadTargets[] parts = [.. sets.Select(set => set.Targets(head))];
        bool values = parts[0].Kind is SequenceTargetKind.Values or SequenceTargetKind.StepValues;
        float[][] reals = values ? [.. parts.SelectMany(part => Rows(part.Count, part.Values))] : [];
        int[][] ids = values ? [] : [.. parts.SelectMany(part => Rows(part.Count, part.Classes))];
        int[] lengths = values ? [.. reals.Select(row => row.Length)] : [.. ids.Select(row => row.Length)];
        bool own = parts[0].Kind is SequenceTargetKind.Labels or SequenceTargetKind.StepClasses;
        return new(
            head, parts[0].Kind, parts[0].Width, values ? Join(reals) : null, values ? null : Join(ids), Concatenated(lengths, 1),
            own ? lengths : null);
    }

    private static SequenceWeights JoinWeights(IReadOnlyList<SequenceSet> sets, SequenceWeights first)
    {
        float[][] rows = [.. sets.SelectMany(set => WeightRows(set, set._weights.First(first.IsLike)))];
        int[] lengths = [.. rows.Select(row => row.Length)];
        return first with { Values = Join(rows), Starts = Concatenated(lengths, 1), Lengths = first.PerStep ? lengths : null };
    }

    private static IEnumerable<float[]> WeightRows(SequenceSet set, SequenceWeights weights) =>
        Rows(set.Count, i => weights.Of(i, set.Length(i)));

    private static void RequireAlike(SequenceSet first, SequenceSet other, int index)
    {
        string what = Describe(first), differs = Describe(other);
        if (what != differs)
            throw new ArgumentException($"Set {index} has {differs}; the first has {what}. Join sets that are alike.", nameof(other));
    }

    private static string Describe(SequenceSet set)
    {
        string input = set.HasTokens
            ? "token ids"
            : $"{set.FeatureCount} features per step{(set.StaticCount > 0 ? $" and {set.StaticCount} per sequence" : "")}";
        IEnumerable<string> heads =
            set._targets.OrderBy(target => target.Name, StringComparer.Ordinal)
                .Select(target => $"{target.Kind} of width {target.Width} for '{target.Name}'");
        string weights =
            string.Concat(
                set._weights.OrderBy(one => one.PerStep).ThenBy(one => one.Head, StringComparer.Ordinal)
                    .Select(one => $", {one.Describe()}"));
        return $"{input}, {(set.HeadCount == 0 ? "no targets" : string.Join(", ", heads))}{weights}"
            + (set.Source is { } source ? $", a source of {Describe(source)}" : "");
    }
}
