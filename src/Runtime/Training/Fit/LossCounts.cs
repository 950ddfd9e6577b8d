using System.Runtime.InteropServices;

namespace LstmGen.Training;

/// <summary>
/// What the loss of each head counts in the batches of one update: examples, steps, values or weights of classes, each with its weight in
/// the set. The mean of the loss divides by their sum, so that several batches give the gradient of one batch of all their sequences.
/// </summary>
/// <param name="workspace">Its heads divide.</param>
/// <param name="ownShards">Where a rank sees the sequences of its own shards only, the shards; else null.</param>
/// <param name="ranks">The ranks that then tell each other what they count; null for one.</param>
internal sealed class LossCounts(ModelWorkspace workspace, ShardPlan? ownShards, Distribution? ranks)
{
    private readonly int _heads = workspace.Description.Heads.Length;
    private readonly double[] _counts =
        new double[(ownShards?.Count ?? 1) * workspace.Description.Heads.Length]; // [own shards, or 1; heads]
    private readonly double[] _all = new double[(ownShards?.Shards ?? 0) * workspace.Description.Heads.Length];
    private readonly int[] _bytes = ownShards is { } plan
        ? [.. Enumerable.Range(0, plan.Ranks).Select(rank => plan.CountOf(rank) * workspace.Description.Heads.Length * sizeof(double))]
        : [];
    private float[] _weights = [];

    /// <summary>Has the next <paramref name="batches"/> batches, or pieces, divide by what all of them count.</summary>
    /// <param name="pieces">The batch at hand.</param>
    /// <param name="feed">Those that come after it; null for none.</param>
    /// <param name="batches">Number of batches.</param>
    public void Share(SequencePieces pieces, IBatchFeed? feed, int batches)
    {
        _counts.AsSpan().Clear();
        int left = pieces.CountRest(this, batches);
        for (int ahead = 0; left > 0 && feed is not null && feed.TryPeek(ahead, out FeedBatch batch); ahead++)
            left = pieces.Count(this, batch, left);
        Span<double> all = _counts;
        if (ownShards is not null && ranks is not null)
        {
            ranks.AllGather(MemoryMarshal.AsBytes(all), MemoryMarshal.AsBytes(_all.AsSpan()), _bytes);
            all = _all;
        }

        for (int head = 0; head < _heads; head++)
        {
            double sum = 0;
            for (int at = head; at < all.Length; at += _heads)
                sum += all[at];
            workspace.Heads[head].SharedNormalizer = sum;
        }
    }

    /// <summary>What each head counts in some sequences, all their steps.</summary>
    /// <param name="set">The data.</param>
    /// <param name="indices">Which sequences.</param>
    /// <param name="counts">Receives the numbers, [heads].</param>
    public void Of(SequenceSet set, ReadOnlySpan<int> indices, Span<double> counts)
    {
        counts.Clear();
        Add(set, indices, 0, int.MaxValue, counts);
    }

    /// <summary>Has each batch divide by what it counts itself again.</summary>
    public void Clear()
    {
        foreach (HeadWorkspace head in workspace.Heads)
            head.SharedNormalizer = 0;
    }

    /// <summary>
    /// Takes steps [<paramref name="firstStep"/>, <paramref name="firstStep"/> + <paramref name="steps"/>) of some sequences in, of one
    /// shard where a rank sees its own only.
    /// </summary>
    public void Add(SequenceSet set, ReadOnlySpan<int> indices, int firstStep, int steps, int shard = 0) =>
        Add(set, indices, firstStep, steps, _counts.AsSpan(shard * _heads, _heads));

    private void Add(SequenceSet set, ReadOnlySpan<int> indices, int firstStep, int steps, Span<double> counts)
    {
        for (int head = 0; head < _heads; head++)
        {
            HeadWorkspace own = workspace.Heads[head];
            HeadTargets targets = set.Targets(own.Info.Name);
            bool weighs = set.Weighs(own.Info.Name);
            foreach (int index in indices)
            {
                int valid = Math.Min(set.Length(index) - firstStep, steps);
                if (valid <= 0)
                    continue;
                int read = own.Info.EveryStep ? own.Info.StepsOf(valid) : 1, first = own.Info.EveryStep ? firstStep : 0;
                ReadOnlySpan<float> weights = weighs ? WeightsOf(set, own.Info, index, first, read) : default;
                counts[head] += Of(own.Info, targets, own.ClassWeights, weights, index, first, read);
            }
        }
    }

    private ReadOnlySpan<float> WeightsOf(SequenceSet set, HeadInfo head, int index, int firstStep, int steps)
    {
        int count = head.WeighsRows ? 1 : steps;
        if (_weights.Length < count)
            _weights = new float[count];
        Span<float> weights = _weights.AsSpan(0, count);
        set.CopyWeights(head.Name, index, firstStep, weights);
        return weights;
    }

    // What one sequence adds to the divisor of a head's mean loss; weights of its steps, or its own, are empty for 1 throughout.
    private static double Of(
        HeadInfo head, HeadTargets targets, ReadOnlySpan<float> classWeights, ReadOnlySpan<float> weights, int index, int firstStep,
        int steps)
    {
        if (head.Targets == TargetKind.Labels)
            return weights.IsEmpty ? 1 : weights[0];
        if (head.Targets == TargetKind.Values)
            return head.TargetWidth * (weights.IsEmpty ? steps : Sum(weights));
        double count = 0;
        ReadOnlySpan<int> classes = targets.Classes(index).Slice(firstStep, steps);
        for (int t = 0; t < steps; t++)
        {
            if (classes[t] == head.IgnoreIndex)
                continue;
            if (head.CountsRows)
                return weights.IsEmpty ? 1 : weights[0];
            count += (weights.IsEmpty ? 1.0 : weights[t]) * (classWeights.IsEmpty ? 1.0 : classWeights[classes[t]]);
        }

        return count;
    }

    private static double Sum(ReadOnlySpan<float> weights)
    {
        double sum = 0;
        foreach (float weight in weights)
            sum += weight;
        return sum;
    }
}
