namespace LstmGen.CompilerServices;

/// <summary>The best candidates of one step, best first; ties keep the order in which they came.</summary>
internal sealed class CtcBeam(int width)
{
    private readonly Hypothesis[] _best = new Hypothesis[width];

    /// <summary>A prefix, or a prefix about to be extended by a label.</summary>
    /// <param name="Node">The prefix.</param>
    /// <param name="Label">The label that extends it, or -1.</param>
    /// <param name="Blank">Log-probability of its alignments that end in a blank.</param>
    /// <param name="NoBlank">Log-probability of its alignments that end in its last label.</param>
    /// <param name="Language">What the language model says of it.</param>
    internal readonly record struct Hypothesis(int Node, int Label, double Blank, double NoBlank, CtcLanguage Language)
    {
        /// <summary>Log-probability of all its alignments.</summary>
        internal double Total { get; } = LogSum.Of(Blank, NoBlank);

        /// <summary>What hypotheses are ranked by.</summary>
        internal double Rank => Total + Language.Bonus;
    }

    internal int Count { get; private set; }

    internal ref Hypothesis this[int rank] => ref _best[rank];

    internal void Clear() => Count = 0;

    /// <summary>Keeps a candidate if it is possible and among the best.</summary>
    internal void Offer(in Hypothesis candidate)
    {
        double rank = candidate.Rank;
        if (double.IsNegativeInfinity(rank) || (Count == _best.Length && rank <= _best[Count - 1].Rank))
            return;
        if (Count < _best.Length)
            Count++;
        Insert(candidate, Count - 1);
    }

    /// <summary>Ranks anew after bonuses have changed.</summary>
    internal void Sort()
    {
        for (int i = 1; i < Count; i++)
            Insert(_best[i], i);
    }

    // Moves what ranks lower to the right, from place i on, and puts the candidate where it belongs.
    private void Insert(Hypothesis candidate, int i)
    {
        double rank = candidate.Rank;
        for (; i > 0 && _best[i - 1].Rank < rank; i--)
            _best[i] = _best[i - 1];
        _best[i] = candidate;
    }
}
