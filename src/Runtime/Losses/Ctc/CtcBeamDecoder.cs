using LstmGen.CompilerServices;

namespace LstmGen;

/// <summary>
/// Prefix beam search: follows the likeliest label prefixes, each with all its alignments summed (Hannun et al. 2014,
/// arXiv:1408.2873, algorithm 1), with or without a language model. With a beam that holds every prefix it is exact.
/// </summary>
/// <remarks>
/// A sequence is decoded at once (<see cref="Decode"/>), or while its steps arrive (<see cref="Begin"/>, <see cref="Add"/>,
/// <see cref="Finish"/>). Reusable; allocates only while it grows to the longest sequence seen. One per thread; not shared.
/// </remarks>
public sealed class CtcBeamDecoder
{
    private readonly int symbols;
    private readonly int blank;
    private readonly CtcFusion? fusion;
    private readonly CtcPrefixTree prefixes = new();
    private readonly double[] logProbabilities;
    private readonly bool[] merged;
    private CtcBeam beam, next;
    private int steps;
    private bool finished;

    /// <summary>Makes a decoder.</summary>
    /// <param name="symbols">Symbols, the blank included.</param>
    /// <param name="beamWidth">Prefixes kept after each step; at least 1.</param>
    /// <param name="blank">The blank's index.</param>
    /// <param name="fusion">A language model and its weight; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public CtcBeamDecoder(int symbols, int beamWidth, int blank = 0, CtcFusion? fusion = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(beamWidth, 1);
        if ((uint)blank >= (uint)symbols)
            throw new ArgumentOutOfRangeException(nameof(blank), blank, $"The blank must be a symbol in [0, {symbols}).");

        this.symbols = symbols;
        this.blank = blank;
        this.fusion = fusion;
        logProbabilities = new double[symbols];
        merged = new bool[CompilerServices.BlockSize.Of(beamWidth, symbols, "beamWidth x symbols", "Take a smaller beamWidth.")];
        beam = new CtcBeam(beamWidth);
        next = new CtcBeam(beamWidth);
        Begin();
    }

    /// <summary>Labellings that the beam holds: at most the beam's width.</summary>
    public int Count => beam.Count;

    /// <summary>Decodes one sequence and writes the best labelling.</summary>
    /// <param name="logits">Logits, from the sequence's first value on.</param>
    /// <param name="layout">Where the steps lie; its width must be the number of symbols.</param>
    /// <param name="length">Valid steps of the sequence, in [0, steps].</param>
    /// <param name="labels">Receives the labels; <paramref name="length"/> places always suffice.</param>
    /// <returns>How many labels, their log-probability and their score.</returns>
    /// <exception cref="ArgumentException">A span does not fit, or a step's logits are not finite enough to normalise.</exception>
    public CtcDecoding Decode(ReadOnlySpan<float> logits, SequenceLayout layout, int length, Span<int> labels)
    {
        layout.Check(logits.Length, nameof(logits));
        layout.CheckSteps(length, 0, nameof(length));
        RowCheck.Same(layout.Width, symbols, nameof(layout));
        Begin();
        for (int t = 0; t < length; t++)
            Step(layout.Step(logits, t), nameof(logits));
        Finish();
        return Hypothesis(0, labels);
    }

    /// <summary>Begins with a new sequence.</summary>
    public void Begin()
    {
        prefixes.Clear();
        beam.Clear();
        Array.Clear(merged);
        beam.Offer(new(Node: 0, Label: -1, Blank: 0, NoBlank: double.NegativeInfinity, new CtcLanguage(fusion?.Model.Start ?? 0, 0)));
        steps = 0;
        finished = false;
    }

    /// <summary>Takes the next step of a sequence; <see cref="Hypothesis"/> then tells the best labellings so far.</summary>
    /// <param name="logits">Logits of the symbols, or logarithms of their probabilities.</param>
    /// <exception cref="ArgumentException">There are not as many as symbols, or they are not finite enough to normalise.</exception>
    /// <exception cref="InvalidOperationException">The sequence was finished.</exception>
    public void Add(ReadOnlySpan<float> logits)
    {
        RowCheck.Same(logits.Length, symbols, nameof(logits));
        if (finished)
            throw new InvalidOperationException("The sequence was finished. Call Begin before the steps of another one.");
        Step(logits, nameof(logits));
    }

    /// <summary>Says that the sequence has ended: the language model's word on that changes the ranks.</summary>
    public void Finish()
    {
        if (finished)
            return;
        finished = true;
        for (int i = 0; fusion is not null && i < beam.Count; i++)
        {
            CtcLanguage language = beam[i].Language;
            beam[i] = beam[i] with { Language = language with { Bonus = language.Bonus + fusion.EndBonus(language.State) } };
        }

        beam.Sort();
    }

    /// <summary>Writes the labelling of a rank, 0 the best.</summary>
    /// <param name="rank">The rank, in [0, <see cref="Count"/>).</param>
    /// <param name="labels">Receives the labels.</param>
    /// <returns>How many labels, their log-probability and their score.</returns>
    /// <exception cref="ArgumentException">There is no such rank, or too few places.</exception>
    public CtcDecoding Hypothesis(int rank, Span<int> labels)
    {
        if ((uint)rank >= (uint)beam.Count)
            throw new ArgumentOutOfRangeException(nameof(rank), rank, $"The rank must lie in [0, {beam.Count}).");
        return new CtcDecoding(prefixes.Read(beam[rank].Node, labels), beam[rank].Total) { Score = beam[rank].Rank };
    }

    /// <summary>One step: every prefix stays, by a blank or by repeating its last label, or grows by a label.</summary>
    private void Step(ReadOnlySpan<float> x, string name)
    {
        float max = ExponentialRow.Max(x);
        double logSum = CtcGreedyDecoder.Normalizable(Math.Log(ExponentialRow.Exponentials(x, max, default)), steps, name);
        for (int c = 0; c < symbols; c++)
            logProbabilities[c] = (double)x[c] - max - logSum;

        next.Clear();
        for (int i = 0; i < beam.Count; i++)
            Stay(in beam[i]);
        for (int i = 0; i < beam.Count; i++)
            Grow(in beam[i], merged.AsSpan(i * symbols, symbols));

        for (int i = 0; i < next.Count; i++)
        {
            ref CtcBeam.Hypothesis h = ref next[i];
            if (h.Label >= 0)
                h = h with { Node = prefixes.Extend(h.Node, h.Label), Label = -1 };
        }

        (beam, next) = (next, beam);
        steps++;
    }

    private void Stay(in CtcBeam.Hypothesis h)
    {
        int last = prefixes.Label(h.Node), parent = prefixes.Parent(h.Node);
        double noBlank = last < 0 ? double.NegativeInfinity : h.NoBlank + logProbabilities[last];
        for (int i = 0; last >= 0 && i < beam.Count; i++)
        {
            if (beam[i].Node != parent)
                continue;
            // Its parent is in the beam too and grows into it.
            noBlank = LogSum.Of(noBlank, Grown(in beam[i], last));
            merged[i * symbols + last] = true;
        }

        next.Offer(new(h.Node, -1, h.Total + logProbabilities[blank], noBlank, h.Language));
    }

    private void Grow(in CtcBeam.Hypothesis h, Span<bool> already)
    {
        for (int c = 0; c < symbols; c++)
        {
            if (c != blank && !already[c])
                next.Offer(new(h.Node, c, double.NegativeInfinity, Grown(in h, c), Spoken(h.Language, c)));
        }

        already.Clear();
    }

    private CtcLanguage Spoken(CtcLanguage before, int label)
    {
        if (fusion is null)
            return before;
        double bonus = before.Bonus + fusion.Bonus(before.State, label, out int state);
        return new CtcLanguage(state, bonus);
    }

    /// <summary>Log-probability of growing by a label; a repeat of the last one needs a blank between.</summary>
    private double Grown(in CtcBeam.Hypothesis h, int label) =>
        (label == prefixes.Label(h.Node) ? h.Blank : h.Total) + logProbabilities[label];
}
