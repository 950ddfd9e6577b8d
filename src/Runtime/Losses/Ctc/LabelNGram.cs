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

    private readonly int symbols, blank, order;

    // A context is the last order - 1 labels; longer[(context, label)] has the label appended, shorter[context] lacks the first label.
    private readonly Dictionary<(int, int), int> longer = [];
    private readonly Dictionary<(int, int), int> counts = [];
    private readonly List<int> shorter = [-1], depth = [0], totals = [0], kinds = [0];

    private LabelNGram(int symbols, int order, int blank) => (this.symbols, this.order, this.blank) = (symbols, order, blank);

    /// <inheritdoc/>
    public int Start => longer.GetValueOrDefault((Root, Begin), Root);

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
        double lower = context == Root ? 1.0 / symbols : Probability(shorter[context], label); // symbols without the blank, and the end
        double sum = totals[context] + kinds[context];
        return sum == 0 ? lower : (counts.GetValueOrDefault((context, label)) + kinds[context] * lower) / sum;
    }

    private void Count(IReadOnlyList<int> sequence, int index)
    {
        int context = order > 1 ? Longer(Root, Begin) : Root;
        for (int i = 0; i <= sequence.Count; i++)
        {
            int label = i < sequence.Count ? sequence[i] : End;
            if (label != End && ((uint)label >= (uint)symbols || label == blank))
                throw new ArgumentException(
                    $"Sequence {index}, label {i} is {label}; labels lie in [0, {symbols}) and are not the blank, {blank}.",
                    nameof(sequence));
            for (int c = context; c >= 0; c = shorter[c])
            {
                int count = counts[(c, label)] = counts.GetValueOrDefault((c, label)) + 1;
                totals[c]++;
                kinds[c] += count == 1 ? 1 : 0;
            }

            if (label != End)
                context = Grow(context, label);
        }
    }

    /// <summary>The context after a label, made with all its shorter forms where it is new.</summary>
    private int Grow(int context, int label)
    {
        if (order == 1)
            return Root;
        return depth[context] < order - 1 ? Longer(context, label) : Grow(shorter[context], label);
    }

    private int Longer(int context, int label)
    {
        if (longer.TryGetValue((context, label), out int found))
            return found;
        int suffix = context == Root ? Root : Longer(shorter[context], label);
        int made = shorter.Count;
        longer.Add((context, label), made);
        shorter.Add(suffix);
        depth.Add(depth[context] + 1);
        totals.Add(0);
        kinds.Add(0);
        return made;
    }

    private int Next(int context, int label)
    {
        for (int c = context; c >= 0; c = shorter[c])
        {
            if (longer.TryGetValue((c, label), out int found))
                return found;
        }

        return Root;
    }
}
