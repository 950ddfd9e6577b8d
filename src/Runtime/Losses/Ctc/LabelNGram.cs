namespace LstmGen;

/// <summary>
/// An n-gram model over labels, smoothed by interpolation (Witten and Bell 1991):
/// p(w | h) = (c(h w) + t(h) p(w | h without its first label)) / (c(h) + t(h)), where c counts and t(h) is the number of different labels
/// seen after h; below the single label all labels and the end are equally likely.
/// </summary>
/// <remarks>Immutable once built, so that threads may share it. Scores allocate nothing.</remarks>
public sealed class LabelNGram : ILabelModel
{
    private const int Root = 0, Begin = -1, End = -2;

    private readonly int _symbols, _blank, _order;

    // A context is the last order - 1 labels; longer[(context, label)] has the label appended, shorter[context] lacks the first label.
    private readonly Dictionary<(int, int), int> _longer = [];
    private readonly Dictionary<(int, int), int> _counts = [];
    private readonly List<int> _shorter = [-1], _depth = [0], _totals = [0], _kinds = [0];

    private LabelNGram(int symbols, int order, int blank) => (_symbols, _order, _blank) = (symbols, order, blank);

    /// <inheritdoc/>
    public int Start => _longer.GetValueOrDefault((Root, Begin), Root);

    /// <summary>Counts sequences of labels.</summary>
    /// <param name="sequences">Labels without blanks; a sequence may be empty.</param>
    /// <param name="symbols">Symbols of the head, the blank included.</param>
    /// <param name="order">Labels that are looked at together, 1 to 16: 1 knows how often each is, 2 pairs, 3 triples.</param>
    /// <param name="blank">The blank's index.</param>
    /// <exception cref="ArgumentException">A label is the blank or outside the symbols, or an argument is out of range.</exception>
    public static LabelNGram Build(IEnumerable<IReadOnlyList<int>> sequences, int symbols, int order = 3, int blank = 0)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, 16);
        if ((uint)blank >= (uint)symbols)
            throw new ArgumentOutOfRangeException(nameof(blank), blank, $"The blank must be a symbol in [0, {symbols}).");
        var model = new LabelNGram(symbols, order, blank);
        int index = 0;
        foreach (IReadOnlyList<int> sequence in sequences)
            model.Count(sequence, index++);
        return model;
    }

    /// <inheritdoc/>
    public double Score(int state, int label, out int next)
    {
        next = Next(state, label);
        return Math.Log(Probability(state, label));
    }

    /// <inheritdoc/>
    public double EndScore(int state) => Math.Log(Probability(state, End));

    private double Probability(int context, int label)
    {
        double lower = context == Root ? 1.0 / _symbols : Probability(_shorter[context], label); // symbols without the blank, and the end
        double sum = _totals[context] + _kinds[context];
        return sum == 0 ? lower : (_counts.GetValueOrDefault((context, label)) + _kinds[context] * lower) / sum;
    }

    private void Count(IReadOnlyList<int> sequence, int index)
    {
        int context = _order > 1 ? Longer(Root, Begin) : Root;
        for (int i = 0; i <= sequence.Count; i++)
        {
            int label = i < sequence.Count ? sequence[i] : End;
            if (label != End && ((uint)label >= (uint)_symbols || label == _blank))
                throw new ArgumentException(
                    $"Sequence {index}, label {i} is {label}; labels lie in [0, {_symbols}) and are not the blank, {_blank}.",
                    nameof(sequence));
            for (int c = context; c >= 0; c = _shorter[c])
            {
                int count = _counts[(c, label)] = _counts.GetValueOrDefault((c, label)) + 1;
                _totals[c]++;
                _kinds[c] += count == 1 ? 1 : 0;
            }

            if (label != End)
                context = Grow(context, label);
        }
    }

    /// <summary>The context after a label, made with all its shorter forms where it is new.</summary>
    private int Grow(int context, int label)
    {
        if (_order == 1)
            return Root;
        return _depth[context] < _order - 1 ? Longer(context, label) : Grow(_shorter[context], label);
    }

    private int Longer(int context, int label)
    {
        if (_longer.TryGetValue((context, label), out int found))
            return found;
        int suffix = context == Root ? Root : Longer(_shorter[context], label);
        int made = _shorter.Count;
        _longer.Add((context, label), made);
        _shorter.Add(suffix);
        _depth.Add(_depth[context] + 1);
        _totals.Add(0);
        _kinds.Add(0);
        return made;
    }

    private int Next(int context, int label)
    {
        for (int c = context; c >= 0; c = _shorter[c])
        {
            if (_longer.TryGetValue((c, label), out int found))
                return found;
        }

        return Root;
    }
}
