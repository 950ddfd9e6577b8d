namespace LstmGen;

public static partial class ModelTraining
{
    /// <summary>Measures the model on each group of a data set by itself: by speaker, by station, by length.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">Sequences with targets for every head.</param>
    /// <param name="groups">The group of each sequence, [N].</param>
    /// <param name="metrics">What to measure beside the loss.</param>
    /// <param name="batchSize">Sequences computed together.</param>
    /// <returns>Loss, metrics and size of each group, in the order in which groups first come.</returns>
    /// <exception cref="ArgumentException">There is not one group for each sequence, a group is null, or data or metrics do not fit the
    /// model.</exception>
    public static IReadOnlyDictionary<string, GroupEvaluation> EvaluateByGroup(
        this IRecurrentModel model, SequenceSet set, IReadOnlyList<string> groups, IReadOnlyList<HeadMetric>? metrics = null,
        int batchSize = 64)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count != set.Count)
            throw new ArgumentException(
                $"groups has {groups.Count} entries, the set {set.Count} sequences. Give a group for each sequence.", nameof(groups));
        var members = new OrderedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (int i = 0; i < groups.Count; i++)
        {
            string group = groups[i]
                ?? throw new ArgumentException($"groups[{i}] is null. Give a name, such as an empty one.", nameof(groups));
            if (!members.TryGetValue(group, out List<int>? own))
                members.Add(group, own = []);
            own.Add(i);
        }

        var found = new OrderedDictionary<string, GroupEvaluation>(StringComparer.Ordinal);
        foreach ((string group, List<int> own) in members)
        {
            Evaluation one = model.Evaluate(set.Subset([.. own]), metrics, batchSize);
            found.Add(group, new GroupEvaluation(own.Count, one.Loss, one.Metrics));
        }

        return found;
    }
}
