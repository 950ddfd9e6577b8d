namespace LstmGen.Training;

/// <summary>A metric of the probability that a model gave to what came, as language models are measured.</summary>
public abstract class LikelihoodMetric : ClassMetric
{
    private double _nats;
    private long _count;

    private protected LikelihoodMetric(int vocabulary, int? ignoreIndex)
        : base(vocabulary, ignoreIndex)
    {
    }

    /// <inheritdoc/>
    public sealed override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public sealed override long Count => _count;

    /// <summary>Mean negative log-likelihood per item in nats; NaN for no items.</summary>
    public double NatsPerItem => _count == 0 ? double.NaN : _nats / _count;

    /// <inheritdoc/>
    public sealed override void Reset() => (_nats, _count) = (0, 0);

    /// <summary>Takes a cross-entropy in that is already known, as from a loss.</summary>
    /// <param name="totalNats">The sum (not the mean) of -ln p over the items, at least 0.</param>
    /// <param name="items">Tokens, or characters if the value is to be per character; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative or NaN.</exception>
    public void AddLoss(double totalNats, long items)
    {
        if (!(totalNats >= 0))
            throw new ArgumentOutOfRangeException(nameof(totalNats), totalNats, "totalNats must be a sum of -ln p, at least 0.");
        _count += ArgumentCheck.AtLeast(items, 0, "Pass the number of items in the sum.");
        _nats += totalNats;
    }

    /// <summary>-ln softmax(scores)[target]; the scores are logits or log-probabilities, not probabilities.</summary>
    protected sealed override void Accept(ReadOnlySpan<float> scores, int target, int row) => AddItem(Nats(scores, target, row));

    /// <summary>Takes what <see cref="TryMeasure"/> gave in.</summary>
    internal void AddItem(double ofItem)
    {
        _nats += ofItem;
        _count++;
    }

    /// <summary>What an item adds; false where it is ignored.</summary>
    internal bool TryMeasure(ReadOnlySpan<float> scores, ReadOnlySpan<int> target, out double ofItem)
    {
        bool counts = Counts(target, 0);
        ofItem = counts ? Nats(scores, target[0], 0) : 0;
        return counts;
    }

    private static double Nats(ReadOnlySpan<float> scores, int target, int row)
    {
        double highest = double.NegativeInfinity;
        foreach (float score in scores)
            highest = Math.Max(highest, score);
        RequireNumber(highest, row);

        double sum = 0;
        foreach (float score in scores)
            sum += Math.Exp(score - highest);
        return Math.Log(sum) + highest - scores[target];
    }
}
