using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using LstmGen.CompilerServices;
using LstmGen.Data;

namespace LstmGen.Training;

/// <summary>
/// Writes from several sources at once; every source has as many rows of one stream as there are beams. Of equal candidates the earlier
/// beam and the smaller token win, as in <see cref="BeamSearch{TState}"/>.
/// </summary>
internal sealed class SourceWriter : IDisposable
{
    private const string Smaller = "Set Beams or BatchSize lower.";

    private readonly WritingOptions _options;
    private readonly ISourceStream _stream;
    private readonly BeamCandidates _candidates;
    private readonly Beam[] _beams, _next;
    private readonly float[] _logits;
    private readonly int[] _tokens, _from, _suppressed;
    private readonly int _vocabulary;
    private float[] _weights = [];

    public SourceWriter(ISourceModel model, WritingOptions options, int sources)
    {
        (_options, _vocabulary, Sources) = (options, model.Vocabulary, sources);
        int rows = BlockSize.Of(sources, options.Beams, "sources x beams", Smaller);
        int logits = BlockSize.Of(rows, _vocabulary, "sources x beams and the vocabulary", Smaller);
        _suppressed = TokenSelection.Tokens(options.Suppressed, _vocabulary, nameof(options));
        _stream = model.CreateSourceStream(rows);
        (_logits, _tokens, _from) = (new float[logits], new int[rows], new int[rows]);
        _candidates = new BeamCandidates(2 * options.Beams); // each beam has one end token at most
        (_beams, _next) = (NewBeams(rows), NewBeams(rows));
    }

    public int Sources { get; }

    /// <summary>The best text of each source.</summary>
    public IReadOnlyList<WrittenText> Write(EncodedSource source)
    {
        _stream.Begin(source.Repeat(_options.Beams));
        var found = new List<WrittenText>[Sources];
        var live = new int[Sources];
        for (int i = 0; i < Sources; i++)
        {
            (found[i], live[i]) = ([], 1); // all beams of a source begin alike, so one of them goes on
            Row(i, 0).Begin(_options.KeepAlignment);
        }

        Array.Fill(_tokens, _options.StartToken);
        for (int length = 1; length <= _options.MaxTokens && live.Any(count => count > 0); length++)
        {
            _stream.StepRaw(_tokens, _logits);
            if (_options.KeepAlignment)
                _stream.CopyAlignment(Weights());
            bool moved = false;
            for (int i = 0; i < Sources; i++)
            {
                if (live[i] > 0 && Settled(i, found[i], live[i]))
                    live[i] = 0;
                if (live[i] == 0)
                {
                    StandStill(i);
                    continue;
                }

                live[i] = _options.Beams == 1 ? Choose(i, found[i], length) : Advance(i, found[i], live[i], length);
                for (int beam = 0; beam < _options.Beams; beam++)
                    moved |= _from[(i * _options.Beams) + beam] != (i * _options.Beams) + beam;
            }

            if (moved)
                _stream.Reorder(_from);
        }

        for (int i = 0; i < Sources; i++)
        {
            for (int beam = 0; beam < live[i]; beam++)
                Add(found[i], Row(i, beam), Row(i, beam).LogProbability, _options.MaxTokens, ended: false);
        }

        return [.. found.Select(texts => texts[0])];
    }

    /// <summary>Frees a stream on a device.</summary>
    public void Dispose() => (_stream as IDisposable)?.Dispose();

    private Beam Row(int source, int beam) => _beams[(source * _options.Beams) + beam];

    private Span<float> Logits(int row) => _logits.AsSpan(row * _vocabulary, _vocabulary);

    // As BeamSearch: the best (beam, token) pairs; those that end are found, the others live on.
    private int Advance(int source, List<WrittenText> found, int live, int length)
    {
        int first = source * _options.Beams;
        _candidates.Clear();
        for (int beam = 0; beam < live; beam++)
            _candidates.Offer(beam, Logits(first + beam), _suppressed, Row(source, beam).LogProbability);
        if (_candidates.Ranked.IsEmpty && found.Count == 0)
            throw TokenSelection.NoneLeft("logits");
        int kept = 0;
        foreach (ref readonly BeamCandidates.Candidate candidate in _candidates.Ranked)
        {
            int row = first + candidate.Beam;
            if (candidate.Token == _options.EndToken)
            {
                Add(found, _beams[row], candidate.LogProbability, length, ended: true);
            }
            else if (kept < _options.Beams)
            {
                Beam child = _next[first + kept];
                child.Follow(_beams[row], candidate.Token, candidate.LogProbability);
                (_tokens[first + kept], _from[first + kept]) = (candidate.Token, row);
                kept++;
            }
        }

        for (int beam = 0; beam < _options.Beams; beam++)
        {
            (_beams[first + beam], _next[first + beam]) = (_next[first + beam], _beams[first + beam]);
            if (beam >= kept)
                (_tokens[first + beam], _from[first + beam]) = (_options.EndToken, first + beam);
        }

        return kept;
    }

    // One beam: the likeliest token, or one that is drawn.
    private int Choose(int row, List<WrittenText> found, int length)
    {
        Beam beam = _beams[row];
        Span<float> logits = Logits(row);
        TokenSelection.RuleOut(logits, _suppressed);
        int token = _options.Sampler?.Sample(logits, CollectionsMarshal.AsSpan(beam.Tokens)) ?? TokenSelection.BestLeft(logits);
        double logProbability = beam.LogProbability + LogProbability(logits, token);
        Align(beam, row);
        (_tokens[row], _from[row]) = (token, row);
        if (token == _options.EndToken)
        {
            Add(found, beam, logProbability, length, ended: true);
            return 0;
        }

        beam.Tokens.Add(token);
        beam.LogProbability = logProbability;
        return 1;
    }

    private static double LogProbability(ReadOnlySpan<float> logits, int token)
    {
        float max = TensorPrimitives.Max(logits);
        double sum = 0;
        foreach (float logit in logits)
            sum += Math.Exp((double)logit - max);
        return logits[token] - max - Math.Log(sum);
    }

    private void StandStill(int source)
    {
        for (int beam = 0; beam < _options.Beams; beam++)
        {
            int row = (source * _options.Beams) + beam;
            (_tokens[row], _from[row]) = (_options.EndToken, row);
        }
    }

    // Whether no live beam can still come among the best found.
    private bool Settled(int source, List<WrittenText> found, int live)
    {
        if (found.Count < _options.Beams)
            return false;
        double best = double.NegativeInfinity;
        for (int beam = 0; beam < live; beam++)
            best = Math.Max(best, Row(source, beam).LogProbability);
        return Score(best, _options.MaxTokens) <= found[^1].Score;
    }

    private void Add(List<WrittenText> found, Beam beam, double logProbability, int length, bool ended)
    {
        double score = Score(logProbability, length);
        int at = found.Count;
        while (at > 0 && found[at - 1].Score < score)
            at--;
        if (at == _options.Beams)
            return;
        found.Insert(at, new WrittenText([.. beam.Tokens], logProbability, score, ended, beam.Alignment?.ToArray()));
        if (found.Count > _options.Beams)
            found.RemoveAt(_options.Beams);
    }

    private double Score(double logProbability, int length) => logProbability / Math.Pow(length, _options.LengthPenalty);

    private Span<float> Weights()
    {
        int length = _stream.Batch * _stream.SourceSteps;
        if (_weights.Length < length)
            _weights = new float[length];
        return _weights.AsSpan(0, length);
    }

    private void Align(Beam beam, int row) =>
        beam.Alignment?.Add(Weights().Slice(row * _stream.SourceSteps, _stream.SourceSteps).ToArray());

    private static Beam[] NewBeams(int count) => [.. Enumerable.Range(0, count).Select(_ => new Beam())];

    private sealed class Beam
    {
        public List<int> Tokens { get; } = [];

        public List<float[]>? Alignment { get; private set; }

        public double LogProbability { get; set; }

        public void Begin(bool aligned)
        {
            Tokens.Clear();
            Alignment = aligned ? [] : null;
            LogProbability = 0;
        }

        public void Follow(Beam parent, int token, double logProbability)
        {
            Tokens.Clear();
            Tokens.AddRange(parent.Tokens);
            Tokens.Add(token);
            LogProbability = logProbability;
        }
    }
}
