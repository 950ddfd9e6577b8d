namespace LstmGen;

/// <summary>
/// Corpus BLEU (Papineni et al. 2002): how many runs of one to four words of translations stand in the references, with a penalty for
/// translations that are too short. From 0 to 1; papers write it times 100.
/// </summary>
/// <remarks>
/// BP exp(mean over n of ln p_n). p_n: runs of n words that are in a reference, each at most as often as in the reference that has it most
/// often, over all runs of n words of the translations. BP: 1 where the translations have more words, c, than the references of closest
/// length, r, else exp(1 - r / c). Sums are over the corpus; nothing is smoothed, so that it is 0 where no run of the longest length is
/// right. Tokens are compared as they are. Source: Papineni, Roukos, Ward and Zhu 2002, "BLEU: a method for automatic evaluation of machine
/// translation".
/// </remarks>
public sealed class Bleu : Metric
{
    private const int Longest = 4;
    private readonly long[] _right, _all;
    private readonly Dictionary<Run, int> _found = [], _allowed = [], _inOne = [];
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private long _length, _referenceLength, _texts;

    /// <summary>A metric of runs of up to <paramref name="order"/> words.</summary>
    /// <param name="order">1 to 4. Default: 4.</param>
    public Bleu(int order = Longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, Longest);
        Order = order;
        (_right, _all) = (new long[order], new long[order]);
    }

    /// <summary>Words of the longest runs.</summary>
    public int Order { get; }

    /// <inheritdoc/>
    public override string Name => Order == Longest ? "bleu" : $"bleu_{Order}";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <summary>Translations counted since the last reset.</summary>
    public override long Count => _texts;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            if (_texts == 0)
                return double.NaN;
            double sum = 0;
            for (int n = 1; n <= Order; n++)
                sum += Math.Log(Precision(n));
            return _right[Order - 1] == 0 ? 0 : BrevityPenalty * Math.Exp(sum / Order);
        }
    }

    /// <summary>1, or less where the translations are shorter than the references.</summary>
    public double BrevityPenalty => _length > _referenceLength ? 1 : _length == 0 ? 0 : Math.Exp(1 - ((double)_referenceLength / _length));

    /// <summary>p_n: the share of runs of <paramref name="n"/> words that are right; 0 where there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is not between 1 and <see cref="Order"/>.</exception>
    public double Precision(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, Order);
        return _all[n - 1] == 0 ? 0 : (double)_right[n - 1] / _all[n - 1];
    }

    /// <summary>Takes one translation in.</summary>
    /// <param name="translation">Its tokens.</param>
    /// <param name="reference">Those of the right one.</param>
    public void Add(ReadOnlySpan<int> translation, ReadOnlySpan<int> reference)
    {
        _allowed.Clear();
        Allow(reference);
        TakeIn(translation);
        _referenceLength += reference.Length;
    }

    /// <summary>Takes one translation in that has several right ones.</summary>
    /// <param name="translation">Its tokens.</param>
    /// <param name="references">Those of the right ones, at least one.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public void Add(ReadOnlySpan<int> translation, IReadOnlyList<int[]> references)
    {
        Given.RequireItems(references, nameof(references));
        if (references.Count == 0)
            throw new ArgumentException("references is empty. Give at least one right translation.", nameof(references));
        _allowed.Clear();
        int closest = references[0].Length;
        foreach (int[] reference in references)
        {
            Allow(reference);
            int better = Math.Abs(reference.Length - translation.Length) - Math.Abs(closest - translation.Length);
            if (better < 0 || (better == 0 && reference.Length < closest))
                closest = reference.Length;
        }

        TakeIn(translation);
        _referenceLength += closest;
    }

    /// <summary>Takes one translation in, as words.</summary>
    /// <param name="translation">Its words.</param>
    /// <param name="references">The words of the right ones, at least one.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public void Add(IReadOnlyList<string> translation, params IReadOnlyList<string>[] references)
    {
        Given.RequireItems(translation, nameof(translation));
        Given.RequireItems(references, nameof(references));
        Add(Ids(translation), [.. references.Select(Ids)]);
    }

    /// <inheritdoc/>
    public override Metric CreateRun() => new Bleu(Order);

    /// <inheritdoc/>
    public override void Reset()
    {
        Array.Clear(_right);
        Array.Clear(_all);
        (_length, _referenceLength, _texts) = (0, 0, 0);
    }

    private int[] Ids(IReadOnlyList<string> words)
    {
        var ids = new int[words.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            if (!_words.TryGetValue(words[i], out ids[i]))
                _words.Add(words[i], ids[i] = _words.Count);
        }

        return ids;
    }

    // Each run counts as often as in the reference that has it most often.
    private void Allow(ReadOnlySpan<int> reference)
    {
        Collect(reference, _inOne);
        foreach ((Run run, int count) in _inOne)
            _allowed[run] = Math.Max(_allowed.GetValueOrDefault(run), count);
    }

    private void TakeIn(ReadOnlySpan<int> translation)
    {
        Collect(translation, _found);
        foreach ((Run run, int count) in _found)
        {
            _all[run.Length - 1] += count;
            _right[run.Length - 1] += Math.Min(count, _allowed.GetValueOrDefault(run));
        }

        _length += translation.Length;
        _texts++;
    }

    private void Collect(ReadOnlySpan<int> tokens, Dictionary<Run, int> runs)
    {
        runs.Clear();
        for (int length = 1; length <= Order; length++)
        {
            for (int first = 0; first <= tokens.Length - length; first++)
            {
                Run run = Run.Of(tokens.Slice(first, length));
                runs[run] = runs.GetValueOrDefault(run) + 1;
            }
        }
    }

    // The tokens of a run; 0 behind its end.
    private readonly record struct Run(int Length, int First, int Second, int Third, int Fourth)
    {
        public static Run Of(ReadOnlySpan<int> tokens) =>
            new(
                tokens.Length, tokens[0], tokens.Length > 1 ? tokens[1] : 0, tokens.Length > 2 ? tokens[2] : 0,
                tokens.Length > 3 ? tokens[3] : 0);
    }
}
