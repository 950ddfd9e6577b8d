using System.Runtime.InteropServices;

namespace LstmGen.Training;

/// <summary>
/// Measures loss and metrics on a data set, in its order, without dropout. Ranks share the batches out; each then has the losses and what
/// metrics are given of all batches, and adds them in the set's order, so that the figures are those of one process.
/// </summary>
internal sealed class Evaluator : IDisposable
{
    private readonly IRecurrentModel _model;
    private readonly ModelWorkspace _workspace;
    private readonly MetricFeed[] _metrics;
    private readonly LossTotals _losses;
    private readonly SequencePieces _pieces;
    private readonly IBatchFeed _feed;
    private readonly RankGroup _group;
    private readonly EvaluationLanes? _lanes;
    private readonly List<double> _batchLosses = []; // a sum and a count per piece and head, where there are ranks

    /// <summary>Of a set; where it is the validation of a training (<paramref name="learns"/>), every loss must be finite.</summary>
    public Evaluator(
        IRecurrentModel model, ModelWorkspace workspace, SequenceSet set, IReadOnlyList<HeadMetric> metrics, int batchSize, int pieceSteps,
        RankGroup group,
        bool learns = false)
        : this(model, workspace, metrics, pieceSteps, group)
    {
        if (learns)
            ValidationCheck.Require(Require);
        else
            Require();
        _feed = new SetFeed(set, InOrder(batchSize));
        _lanes = pieceSteps == 0 ? new EvaluationLanes(model, workspace) : null;

        void Require()
        {
            DataCheck.Require(model.Description, set, 0, targets: true);
            foreach (MetricFeed metric in _metrics)
                metric.RequireTargets(set);
            if (learns)
                DataCheck.RequireLearnable(model.Description, set);
        }
    }

    /// <summary>Of data that are read meanwhile; where they are the validation of a training (<paramref name="learns"/>), every loss must
    /// be finite.</summary>
    public Evaluator(
        IRecurrentModel model, ModelWorkspace workspace, ISequenceSource source, IReadOnlyList<HeadMetric> metrics, int batchSize,
        int pieceSteps, RankGroup group,
        bool learns = false)
        : this(model, workspace, metrics, pieceSteps, group)
    {
        if (learns)
            ValidationCheck.Require(() => SourceCheck.RequireShape(model, source, 0), nameof(FitOptions.ValidationSource));
        else
            SourceCheck.RequireShape(model, source, 0);
        _feed = new SourceFeed(source, InOrder(batchSize), 1, ReadAhead, 1, Require, default);

        void Require(SequenceSet set)
        {
            SourceCheck.RequireSequences(model, set, 0, learns);
            foreach (MetricFeed metric in _metrics)
                metric.RequireTargets(set);
        }
    }

    private Evaluator(IRecurrentModel model, ModelWorkspace workspace, IReadOnlyList<HeadMetric> metrics, int pieceSteps, RankGroup group)
    {
        if (pieceSteps > 0)
            DataCheck.RequireSegments(model.Description, pieceSteps, nameof(FitOptions.TruncatedSteps));
        (_model, _workspace, _group) = (model, workspace, group);
        Given.RequireItems(metrics, nameof(metrics));
        _metrics = [.. metrics.Select(metric => new MetricFeed(model, metric))];
        var names = new HashSet<string>();
        foreach (MetricFeed metric in _metrics)
        {
            if (!names.Add(metric.Name))
                throw new ArgumentException($"Metrics holds '{metric.Name}' twice; leave one out.", nameof(metrics));
        }

        _losses = new LossTotals(model.Description);
        _pieces = new SequencePieces(workspace, pieceSteps, carry: false);
        _feed = null!; // set by whoever calls this
    }

    private const int ReadAhead = 4;

    private static BatchOptions InOrder(int batchSize) => new() { BatchSize = batchSize, Shuffle = false, BucketBatches = 0 };

    public IReadOnlyList<MetricFeed> Metrics => _metrics;

    public void Dispose() => _feed.Dispose();

    public Evaluation Run()
    {
        bool dropout = _workspace.Dropout;
        (_workspace.Dropout, _workspace.Part) = (false, default);
        _losses.Clear();
        foreach (MetricFeed metric in _metrics)
            metric.Metric.Reset();
        try
        {
            if (_group.Ranks is { } ranks)
                MeasureShare(ranks);
            else
                Measure(0, _feed.BatchCount);
        }
        finally
        {
            _workspace.Dropout = dropout;
            _workspace.InitialState = null;
        }

        return new Evaluation(_losses.Mean, _metrics.ToDictionary(metric => metric.Name, metric => metric.Metric.Value));
    }

    private void MeasureShare(Distribution ranks)
    {
        long batches = _feed.BatchCount;
        _batchLosses.Clear();
        foreach (MetricFeed metric in _metrics)
            metric.BeginRecord();
        Measure((int)(batches * ranks.Rank / ranks.Ranks), (int)(batches * (ranks.Rank + 1) / ranks.Ranks));
        byte[][] losses = _group.Gather(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_batchLosses)));
        foreach (byte[] share in losses)
            AddLosses(MemoryMarshal.Cast<byte, double>(share));
        foreach (MetricFeed metric in _metrics)
        {
            foreach (byte[] share in _group.Gather(metric.EndRecord()))
                metric.Replay(share);
        }
    }

    private void Measure(int firstBatch, int endBatch)
    {
        _feed.Resume(new BatchState(0, firstBatch));
        while (_feed.State.Position < endBatch && _feed.TryNext(out FeedBatch batch))
        {
            if (_lanes is null)
                Measure(batch);
            else
                Measure(batch, _lanes);
        }

        if (_lanes is { Count: > 0 })
            MeasureWaiting(_lanes);
    }

    private void Measure(FeedBatch batch, EvaluationLanes lanes)
    {
        bool waits = lanes.TryAdd(batch);
        if (lanes.Count > 0 && (lanes.IsFull || !waits))
            MeasureWaiting(lanes);
        if (!waits)
            Measure(batch);
    }

    private void MeasureWaiting(EvaluationLanes lanes)
    {
        int batches = lanes.Compute();
        for (int batch = 0; batch < batches; batch++)
            Take(lanes.Workspace(batch));
    }

    private void Measure(FeedBatch batch)
    {
        _pieces.Begin(batch);
        while (_pieces.HasNext)
        {
            _pieces.TakeAll();
            _pieces.Load();
            _pieces.LeaveOpen();
            _model.Forward(_workspace);
            _model.Loss(_workspace);
            Take(_workspace);
            _pieces.Keep();
            _pieces.Finish();
        }
    }

    private void Take(ModelWorkspace workspace)
    {
        TakeLosses(workspace);
        foreach (MetricFeed metric in _metrics)
            metric.Add(workspace);
    }

    private void TakeLosses(ModelWorkspace workspace)
    {
        if (_group.Ranks is null)
        {
            _losses.Add(workspace);
            return;
        }

        foreach (HeadWorkspace head in workspace.Heads)
        {
            _batchLosses.Add(head.Loss * head.Normalizer);
            _batchLosses.Add(head.Count);
        }
    }

    private void AddLosses(ReadOnlySpan<double> share)
    {
        int heads = _losses.Sums.Length;
        for (int i = 0; i < share.Length; i += 2)
        {
            _losses.Sums[i / 2 % heads] += share[i];
            _losses.Counts[i / 2 % heads] += share[i + 1];
        }
    }
}
