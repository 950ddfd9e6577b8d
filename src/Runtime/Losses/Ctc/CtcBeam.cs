namespace LstmGen.CompilerServices;

/// <summary>The best candidates of one step, best first; ties keep the order in which they came.</summary>
internal sealed class CtcBeam(int width)
{
    private readonly Hypothesis[] best = new Hypothesis[width];

    /// <summary>A prefix, or a prefix about to be extended by a label.</summary>
    /// <param name="Node">The prefix.</param>
    /// <param name="Label">The label that extends it, or -1.</param>
    /// <param name="Blank">Log-probability of its alignments that end in a blank.</param>
    /// <param name="NoBlank">Log-probability of its alignments that end in its last label.</param>
    /// <param name="Total">Log-probability of both.</param>
    internal readonly record struct Hypothesis(int Node, int Label, double Blank, double NoBlank, double Total);

    internal int Count { get; private set; }

    internal ref Hypothesis this[int rank] => ref best[rank];

    internal void Clear() => Count = 0;

    /// <summary>Keeps a candidate if it is possible and among the best.</summary>
    internal void Offer(int node, int label, double blank, double noBlank)
    {
        double total = LogSum.Of(blank, noBlank);
        if (double.IsNegativeInfinity(total) || (Count == best.Length && total <= best[Count - 1].Total))
            return;
        if (Count < best.Length)
            Count++;
        int i = Count - 1;
        for (; i > 0 && best[i - 1].Total < total; i--)
            best[i] = best[i - 1];
        best[i] = new Hypothesis(node, label, blank, noBlank, total);
    }
}
