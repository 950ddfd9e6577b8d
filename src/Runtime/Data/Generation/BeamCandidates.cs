namespace LstmGen.Data;

/// <summary>The best (beam, token) pairs of one step, sorted, at most <paramref name="capacity"/>.</summary>
internal sealed class BeamCandidates(int capacity)
{
    private readonly Candidate[] _items = new Candidate[capacity];
    private int _count;

    public ReadOnlySpan<Candidate> Ranked => _items.AsSpan(0, _count);

    public void Clear() => _count = 0;

    /// <summary>
    /// Offers all tokens of a beam but for those suppressed, whose logits become negative infinity: log p(token) = logit -
    /// log(sum(exp(logits))).
    /// </summary>
    /// <exception cref="ArgumentException">A logit is NaN or positive infinity.</exception>
    public void Offer(int beam, Span<float> logits, ReadOnlySpan<int> suppressed, double logProbability)
    {
        TokenSelection.RuleOut(logits, suppressed);
        var max = float.NegativeInfinity;
        foreach (var logit in logits)
            max = Math.Max(max, logit);
        if (float.IsNegativeInfinity(max))
            return;
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp((double)logit - max);
        var shift = logProbability - max - Math.Log(sum);
        for (var token = 0; token < logits.Length; token++)
        {
            if (!float.IsNegativeInfinity(logits[token]))
                Insert(new Candidate(beam, token, logits[token] + shift));
        }
    }

    private void Insert(Candidate candidate)
    {
        if (_count == _items.Length && candidate.LogProbability <= _items[^1].LogProbability)
            return;
        if (_count < _items.Length)
            _count++;
        var at = _count - 1;
        for (; at > 0 && _items[at - 1].LogProbability < candidate.LogProbability; at--)
            _items[at] = _items[at - 1];
        _items[at] = candidate;
    }

    internal readonly record struct Candidate(int Beam, int Token, double LogProbability);
}
