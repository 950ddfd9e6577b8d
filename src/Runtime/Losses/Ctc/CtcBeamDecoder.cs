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
    private readonly int _symbols;
    private readonly int _blank;
    private readonly CtcFusion? _fusion;
    private readonly CtcPrefixTree _prefixes = new();
    private readonly double[] _logProbabilities;
    private readonly bool[] _merged;
    private CtcBeam _beam, _next;
    private int _steps;
    private bool _finished;

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

        _symbols = symbols;
        _blank = blank;
        _fusion = fusion;
        _logProbabilities = new double[symbols];
        _merged = new bool[CompilerServices.BlockSize.Of(beamWidth, symbols, "beamWidth x symbols", "Take a smaller beamWidth.")];
        _beam = new CtcBeam(beamWidth);
        _next = new CtcBeam(beamWidth);
        Begin();
    }

    /// <summary>Labellings that the beam holds: at most the beam's width.</summary>
    public int Count => _beam.Count;

    /// <summary>Decodes one sequence and writes the best labelling.</summary>
    /// <param name="logits">Logits, from the sequence's first value on.</param>
    /// <param name="layout">Where the steps lie; its width must be the number of symbols.</param>
    /// <param name="length">Valid steps of the sequence, in [0, steps].</param>
    /// <param name="labels">Receives the labels; <paramref name="length"/> places always suffice.</param>
    /// <returns>How many labels, their log-probability and their score.</returns>
    /// <exception cref="ArgumentException">
    /// A span does not fit, a step's logits are not finite enough to normalise, or the language model forbids all that they allow.
    /// </exception>
    public CtcDecoding Decode(ReadOnlySpan<float> logits, SequenceLayout layout, int length, Span<int> labels)
    {
        layout.Check(logits.Length, nameof(logits));
        layout.CheckSteps(length, 0, nameof(length));
        RowCheck.Same(layout.Width, _symbols, nameof(layout));
        Begin();
        for (int t = 0; t < length; t++)
            Step(layout.Step(logits, t), nameof(logits));
        Finish();
        return Hypothesis(0, labels);
    }

    /// <summary>Begins with a new sequence.</summary>
    public void Begin()
    {
        _prefixes.Clear();
        _beam.Clear();
        Array.Clear(_merged);
        _beam.Offer(new(Node: 0, Label: -1, Blank: 0, NoBlank: double.NegativeInfinity, new CtcLanguage(_fusion?.Model.Start ?? 0, 0)));
        _steps = 0;
        _finished = false;
    }

    /// <summary>Takes the next step of a sequence; <see cref="Hypothesis"/> then tells the best labellings so far.</summary>
    /// <param name="logits">Logits of the symbols, or logarithms of their probabilities.</param>
    /// <exception cref="ArgumentException">
    /// There are not as many as symbols, they are not finite enough to normalise, or the language model forbids all that they allow.
    /// </exception>
    /// <exception cref="InvalidOperationException">The sequence was finished.</exception>
    public void Add(ReadOnlySpan<float> logits)
    {
        RowCheck.Same(logits.Length, _symbols, nameof(logits));
        if (_finished)
            throw new InvalidOperationException("The sequence was finished. Call Begin before the steps of another one.");
        Step(logits, nameof(logits));
    }

    /// <summary>Says that the sequence has ended: the language model's word on that changes the ranks.</summary>
    public void Finish()
    {
        if (_finished)
            return;
        _finished = true;
        for (int i = 0; _fusion is not null && i < _beam.Count; i++)
        {
            CtcLanguage language = _beam[i].Language;
            _beam[i] = _beam[i] with { Language = language with { Bonus = language.Bonus + _fusion.EndBonus(language.State) } };
        }

        _beam.Sort();
    }

    /// <summary>Writes the labelling of a rank, 0 the best.</summary>
    /// <param name="rank">The rank, in [0, <see cref="Count"/>).</param>
    /// <param name="labels">Receives the labels.</param>
    /// <returns>How many labels, their log-probability and their score.</returns>
    /// <exception cref="ArgumentException">There is no such rank, or too few places.</exception>
    public CtcDecoding Hypothesis(int rank, Span<int> labels)
    {
        if ((uint)rank >= (uint)_beam.Count)
            throw new ArgumentOutOfRangeException(nameof(rank), rank, $"The rank must lie in [0, {_beam.Count}).");
        return new CtcDecoding(_prefixes.Read(_beam[rank].Node, labels), _beam[rank].Total) { Score = _beam[rank].Rank };
    }

    /// <summary>One step: every prefix stays, by a blank or by repeating its last label, or grows by a label.</summary>
    private void Step(ReadOnlySpan<float> x, string name)
    {
        float max = ExponentialRow.Max(x);
        double logSum = CtcGreedyDecoder.Normalizable(Math.Log(ExponentialRow.Exponentials(x, max, default)), _steps, name);
        for (int c = 0; c < _symbols; c++)
            _logProbabilities[c] = (double)x[c] - max - logSum;

        _next.Clear();
        for (int i = 0; i < _beam.Count; i++)
            Stay(in _beam[i]);
        for (int i = 0; i < _beam.Count; i++)
            Grow(in _beam[i], _merged.AsSpan(i * _symbols, _symbols));
        if (_next.Count == 0)
            throw new ArgumentException(
                $"{name}: the language model scores everything that the logits of step {_steps} allow as impossible, minus infinity. Have "
                    + "it give a finite score.", name);

        for (int i = 0; i < _next.Count; i++)
        {
            ref CtcBeam.Hypothesis h = ref _next[i];
            if (h.Label >= 0)
                h = h with { Node = _prefixes.Extend(h.Node, h.Label), Label = -1 };
        }

        (_beam, _next) = (_next, _beam);
        _steps++;
    }

    private void Stay(in CtcBeam.Hypothesis h)
    {
        int last = _prefixes.Label(h.Node), parent = _prefixes.Parent(h.Node);
        double noBlank = last < 0 ? double.NegativeInfinity : h.NoBlank + _logProbabilities[last];
        for (int i = 0; last >= 0 && i < _beam.Count; i++)
        {
            if (_beam[i].Node != parent)
                continue;
            // Its parent is in the beam too and grows into it.
            noBlank = LogSum.Of(noBlank, Grown(in _beam[i], last));
            _merged[i * _symbols + last] = true;
        }

        _next.Offer(new(h.Node, -1, h.Total + _logProbabilities[_blank], noBlank, h.Language));
    }

    private void Grow(in CtcBeam.Hypothesis h, Span<bool> already)
    {
        for (int c = 0; c < _symbols; c++)
        {
            if (c != _blank && !already[c])
                _next.Offer(new(h.Node, c, double.NegativeInfinity, Grown(in h, c), Spoken(h.Language, c)));
        }

        already.Clear();
    }

    private CtcLanguage Spoken(CtcLanguage before, int label)
    {
        if (_fusion is null)
            return before;
        double bonus = before.Bonus + _fusion.Bonus(before.State, label, out int state);
        return new CtcLanguage(state, bonus);
    }

    /// <summary>Log-probability of growing by a label; a repeat of the last one needs a blank between.</summary>
    private double Grown(in CtcBeam.Hypothesis h, int label) =>
        (label == _prefixes.Label(h.Node) ? h.Blank : h.Total) + _logProbabilities[label];
}
