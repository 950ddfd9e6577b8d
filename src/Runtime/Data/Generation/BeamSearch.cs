using LstmGen.Data;

namespace LstmGen;

/// <summary>
/// Searches for likely continuations, keeping the best few at every step. Deterministic: of equal ones, the earlier beam
/// and the smaller token win. States and buffers are kept from search to search.
/// </summary>
/// <typeparam name="TState">The model's state.</typeparam>
public sealed class BeamSearch<TState>
{
    // Tokens that have room from the start; without end (int.MaxValue) a beam grows as it is written.
    private const int FirstRoom = 256;

    private readonly INextTokenModel<TState> _model;
    private readonly BeamOptions _options;
    private readonly BeamCandidates _candidates;
    private readonly int[] _suppressed;
    private Beam[] _live;
    private Beam[] _next;

    /// <summary>A search over a model.</summary>
    /// <exception cref="ArgumentException">An option is out of range or null.</exception>
    public BeamSearch(INextTokenModel<TState> model, BeamOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _options = options ?? new BeamOptions();
        _options.Check(model.Vocabulary);
        _suppressed = TokenSelection.Tokens(_options.Suppressed, model.Vocabulary, nameof(options));
        _live = CreateBeams();
        _next = CreateBeams();

        // Each beam has one end token at most, so twice as many candidates always leave enough that go on.
        _candidates = new BeamCandidates(2 * _options.Beams);
    }

    /// <summary>The best continuations of a prompt, best first; at least one, and at most as many as beams.</summary>
    /// <exception cref="ArgumentException">The prompt is empty, or holds a token outside the vocabulary; or a logit of the model is NaN or
    /// infinite, or no token is left to write.</exception>
    public IReadOnlyList<BeamHypothesis> Search(ReadOnlySpan<int> prompt)
    {
        PromptCheck.Require(prompt, _model.Vocabulary);
        var found = new List<BeamHypothesis>();
        var first = _live[0];
        _model.Reset(first.State);
        foreach (var token in prompt)
            _model.Step(first.State, token, first.Logits);
        first.LogProbability = 0;
        var live = 1;
        for (var length = 1; length <= _options.MaxTokens && live > 0; length++)
        {
            if (Settled(found, live))
                return found;
            live = Advance(found, live, length);
        }

        for (var i = 0; i < live; i++)
            Add(found, _live[i].Tokens.AsSpan(0, _options.MaxTokens), _live[i].LogProbability, _options.MaxTokens, ended: false);
        return found;
    }

    /// <summary>Lengthens all live beams by one token; returns how many live on.</summary>
    private int Advance(List<BeamHypothesis> found, int live, int length)
    {
        _candidates.Clear();
        for (var i = 0; i < live; i++)
            _candidates.Offer(i, _live[i].Logits, _suppressed, _live[i].LogProbability);
        if (_candidates.Ranked.IsEmpty && found.Count == 0)
            throw TokenSelection.NoneLeft("logits");
        var kept = 0;
        foreach (ref readonly var candidate in _candidates.Ranked)
        {
            var parent = _live[candidate.Beam];
            if (candidate.Token == _options.EndToken)
            {
                Add(found, parent.Tokens.AsSpan(0, length - 1), candidate.LogProbability, length, ended: true);
            }
            else if (kept < _options.Beams)
            {
                var child = _next[kept++];
                child.Reserve(length);
                parent.Tokens.AsSpan(0, length - 1).CopyTo(child.Tokens);
                child.Tokens[length - 1] = candidate.Token;
                child.LogProbability = candidate.LogProbability;
                _model.Copy(parent.State, child.State);
                if (length < _options.MaxTokens)
                    _model.Step(child.State, candidate.Token, child.Logits);
            }
        }

        (_live, _next) = (_next, _live);
        return kept;
    }

    /// <summary>Whether no live beam can still come among the best found.</summary>
    private bool Settled(List<BeamHypothesis> found, int live)
    {
        if (found.Count < _options.Beams)
            return false;
        var best = double.NegativeInfinity;
        for (var i = 0; i < live; i++)
            best = Math.Max(best, _live[i].LogProbability);
        return Score(best, _options.MaxTokens) <= found[^1].Score;
    }

    private void Add(List<BeamHypothesis> found, ReadOnlySpan<int> tokens, double logProbability, int length, bool ended)
    {
        var score = Score(logProbability, length);
        var at = found.Count;
        while (at > 0 && found[at - 1].Score < score)
            at--;
        if (double.IsNegativeInfinity(score) || at == _options.Beams)
            return;
        found.Insert(at, new BeamHypothesis(tokens.ToArray(), logProbability, score, ended));
        if (found.Count > _options.Beams)
            found.RemoveAt(_options.Beams);
    }

    private double Score(double logProbability, int length) => logProbability / Math.Pow(length, _options.LengthPenalty);

    private Beam[] CreateBeams()
    {
        var beams = new Beam[_options.Beams];
        for (var i = 0; i < beams.Length; i++)
            beams[i] = new Beam(_model.CreateState(), new float[_model.Vocabulary], new int[Math.Min(_options.MaxTokens, FirstRoom)]);
        return beams;
    }

    private sealed class Beam(TState state, float[] logits, int[] tokens)
    {
        public TState State { get; } = state;

        public float[] Logits { get; } = logits;

        public int[] Tokens { get; private set; } = tokens;

        public double LogProbability { get; set; }

        /// <summary>Makes room for <paramref name="length"/> tokens.</summary>
        public void Reserve(int length)
        {
            if (length > Tokens.Length)
                Tokens = new int[(int)Math.Min(2L * length, Array.MaxLength)];
        }
    }
}
