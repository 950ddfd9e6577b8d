using LstmGen.Data;

namespace LstmGen;

/// <summary>
/// Draws the next token from logits. Seeded: the same logits give the same tokens. Drawing allocates nothing. One
/// sampler serves one thread at a time.
/// </summary>
public sealed class TokenSampler
{
    private readonly SamplingOptions _options;
    private readonly float[] _scores;
    private readonly double[] _weights;
    private readonly ulong[] _ranked;
    private readonly int[] _seen;
    private readonly int[] _suppressed;
    private int _round;
    private SeededRandom _random;

    /// <summary>A sampler for <paramref name="vocabulary"/> tokens.</summary>
    /// <exception cref="ArgumentException">The vocabulary or an option is out of range, or an option is null.</exception>
    public TokenSampler(int vocabulary, SamplingOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(vocabulary);
        _options = options ?? new SamplingOptions();
        _options.Check();
        _suppressed = TokenSelection.Tokens(_options.Suppressed, vocabulary, nameof(options));
        _scores = new float[vocabulary];
        _weights = new double[vocabulary];
        _ranked = new ulong[vocabulary];
        _seen = new int[vocabulary];
        _random = new SeededRandom(_options.Seed);
    }

    /// <summary>Number of tokens.</summary>
    public int Vocabulary => _scores.Length;

    /// <summary>State of the random generator; store it to go on later from the same place.</summary>
    public long RandomState
    {
        get => _random.State;
        set => _random.State = value;
    }

    /// <summary>Draws one token.</summary>
    /// <param name="logits">Scores before softmax, <c>[Vocabulary]</c>; negative infinity rules a token out.</param>
    /// <param name="history">The tokens so far, for the repetition penalty.</param>
    /// <exception cref="ArgumentException">The logits are not as many as tokens, one is NaN or infinite, or none is left.</exception>
    public int Sample(ReadOnlySpan<float> logits, ReadOnlySpan<int> history = default)
    {
        var count = Weigh(logits, history, out var total);
        if (count == 1)
            return TokenSelection.Token(_ranked[0]);
        var rest = _random.NextDouble() * total;
        var chosen = 0;
        for (var i = 0; i < count; i++)
        {
            if (_weights[i] <= 0)
                continue;
            chosen = i;
            rest -= _weights[i];
            if (rest < 0)
                break;
        }

        return TokenSelection.Token(_ranked[chosen]);
    }

    /// <summary>The probabilities that <see cref="Sample"/> draws from.</summary>
    /// <param name="logits">As in <see cref="Sample"/>.</param>
    /// <param name="history">As in <see cref="Sample"/>.</param>
    /// <param name="probabilities"><c>[Vocabulary]</c>, overwritten; 0 for a token that cannot be drawn.</param>
    /// <exception cref="ArgumentException">As in <see cref="Sample"/>, or <paramref name="probabilities"/> is of another
    /// length.</exception>
    public void Probabilities(ReadOnlySpan<float> logits, ReadOnlySpan<int> history, Span<float> probabilities)
    {
        TokenSelection.RequireLength(probabilities.Length, Vocabulary, nameof(probabilities));
        var count = Weigh(logits, history, out var total);
        probabilities.Clear();
        for (var i = 0; i < count; i++)
            probabilities[TokenSelection.Token(_ranked[i])] = (float)(_weights[i] / total);
    }

    /// <summary>
    /// Fills <c>_ranked</c> with the tokens that may be drawn and <c>_weights</c> with exp(score - largest score) of each;
    /// returns how many, and their sum.
    /// </summary>
    private int Weigh(ReadOnlySpan<float> logits, ReadOnlySpan<int> history, out double total)
    {
        var best = TokenSelection.Load(logits, _scores, _suppressed);
        if (_options.RepetitionPenalty != 1 && history.Length > 0)
        {
            Penalize(history);
            best = TokenSelection.Best(_scores);
        }

        if (_options.Temperature == 0)
        {
            _ranked[0] = TokenSelection.Rank(_scores[best], best);
            _weights[0] = total = 1;
            return 1;
        }

        var count = Candidates();
        var top = _scores[best];
        total = 0;
        for (var i = 0; i < count; i++)
        {
            _weights[i] = Math.Exp(((double)_scores[TokenSelection.Token(_ranked[i])] - top) / _options.Temperature);
            total += _weights[i];
        }

        return _options.TopP < 1 ? Nucleus(count, ref total) : count;
    }

    /// <summary>Writes the tokens that top-k leaves into <c>_ranked</c>; sorted, most likely first, where top-p needs it.</summary>
    private int Candidates()
    {
        for (var i = 0; i < _ranked.Length; i++)
            _ranked[i] = TokenSelection.Rank(_scores[i], i);
        var count = Math.Min(_options.TopK ?? _ranked.Length, _ranked.Length);
        if (count < _ranked.Length)
            TokenSelection.SelectFirst(_ranked, count);
        if (count < _ranked.Length || _options.TopP < 1)
            _ranked.AsSpan(0, count).Sort();
        return count;
    }

    private int Nucleus(int count, ref double total)
    {
        var wanted = _options.TopP * total;
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sum += _weights[i];
            if (sum >= wanted)
            {
                total = sum;
                return i + 1;
            }
        }

        return count;
    }

    private void Penalize(ReadOnlySpan<int> history)
    {
        if (++_round == int.MaxValue)
        {
            Array.Clear(_seen);
            _round = 1;
        }

        var penalty = _options.RepetitionPenalty;
        foreach (var token in history)
        {
            if ((uint)token >= (uint)_seen.Length)
                throw new ArgumentException($"The history holds token {token}, outside 0..{Vocabulary - 1}.", nameof(history));
            if (_seen[token] == _round)
                continue;
            _seen[token] = _round;
            ref var score = ref _scores[token];
            if (float.IsNegativeInfinity(score))
                continue; // it stays ruled out
            // What no float holds becomes the greatest or the least one: an infinite score has no probability.
            var wanted = score > 0 ? score / penalty : score * penalty;
            score = (float)Math.Clamp(wanted, float.MinValue, float.MaxValue);
        }
    }
}
