namespace LstmGen.Training;

/// <summary>
/// What the loss of each head counts in the batches of one update: examples, steps, values or weights of classes. The mean of the
/// loss divides by their sum, so that several batches give the gradient of one batch of all their sequences.
/// </summary>
internal sealed class LossCounts(ModelWorkspace workspace)
{
    private readonly double[] _counts = new double[workspace.Description.Heads.Length];

    /// <summary>Has the next <paramref name="batches"/> batches, or pieces, divide by what all of them count.</summary>
    public void Share(SequencePieces pieces, IBatchFeed feed, int batches)
    {
        _counts.AsSpan().Clear();
        int left = pieces.CountRest(this, batches);
        for (int ahead = 0; left > 0 && feed.TryPeek(ahead, out FeedBatch batch); ahead++)
            left = pieces.Count(this, batch, left);
        for (int head = 0; head < _counts.Length; head++)
            workspace.Heads[head].SharedNormalizer = _counts[head];
    }

    /// <summary>Has each batch divide by what it counts itself again.</summary>
    public void Clear()
    {
        foreach (HeadWorkspace head in workspace.Heads)
            head.SharedNormalizer = 0;
    }

    /// <summary>
    /// Takes steps [<paramref name="firstStep"/>, <paramref name="firstStep"/> + <paramref name="steps"/>) of some sequences in.
    /// </summary>
    public void Add(SequenceSet set, ReadOnlySpan<int> indices, int firstStep, int steps)
    {
        for (int head = 0; head < _counts.Length; head++)
        {
            HeadWorkspace own = workspace.Heads[head];
            HeadTargets targets = set.Targets(own.Info.Name);
            foreach (int index in indices)
            {
                int valid = Math.Min(set.Length(index) - firstStep, steps);
                if (valid > 0)
                    _counts[head] += Of(own.Info, targets, own.ClassWeights, index, firstStep, own.Info.EveryStep ? own.Info.StepsOf(valid) : 1);
            }
        }
    }

    /// <summary>What one sequence adds to the divisor of a head's mean loss.</summary>
    private static double Of(HeadInfo head, HeadTargets targets, ReadOnlySpan<float> weights, int index, int firstStep, int steps)
    {
        if (head.Targets == TargetKind.Labels)
            return 1;
        if (head.Targets == TargetKind.Values)
            return (double)steps * head.TargetWidth;
        double count = 0;
        foreach (int target in targets.Classes(index).Slice(head.EveryStep ? firstStep : 0, steps))
        {
            if (target == head.IgnoreIndex)
                continue;
            if (head.CountsRows)
                return 1;
            count += weights.IsEmpty ? 1 : weights[target];
        }

        return count;
    }
}
