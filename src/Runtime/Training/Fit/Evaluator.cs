namespace LstmGen.Training;

/// <summary>Measures loss and metrics on a data set, in its order, without dropout.</summary>
internal sealed class Evaluator
{
    private readonly IRecurrentModel _model;
    private readonly ModelWorkspace _workspace;
    private readonly MetricFeed[] _metrics;
    private readonly LossTotals _losses;
    private readonly SequencePieces _pieces;
    private readonly BatchSampler _sampler;

    public Evaluator(
        IRecurrentModel model, ModelWorkspace workspace, SequenceSet set, IReadOnlyList<HeadMetric> metrics, int batchSize, int pieceSteps)
    {
        DataCheck.Require(model.Description, set, pieceSteps, targets: true);
        (_model, _workspace) = (model, workspace);
        _metrics = [.. metrics.Select(metric => new MetricFeed(model, metric))];
        foreach (MetricFeed metric in _metrics)
            metric.RequireTargets(set);
        var names = new HashSet<string>();
        foreach (MetricFeed metric in _metrics)
        {
            if (!names.Add(metric.Name))
                throw new ArgumentException($"Metrics holds '{metric.Name}' twice; leave one out.", nameof(metrics));
        }

        _losses = new LossTotals(model.Description);
        _pieces = new SequencePieces(workspace, set, pieceSteps, carry: false);
        _sampler = new BatchSampler(set, new BatchOptions { BatchSize = batchSize, Shuffle = false, BucketBatches = 0 });
    }

    public IReadOnlyList<MetricFeed> Metrics => _metrics;

    public Evaluation Run()
    {
        bool dropout = _workspace.Dropout;
        _workspace.Dropout = false;
        _losses.Clear();
        foreach (MetricFeed metric in _metrics)
            metric.Metric.Reset();
        try
        {
            _sampler.Start(0);
            while (_sampler.TryNext(out ReadOnlySpan<int> indices))
                Measure(indices);
        }
        finally
        {
            _workspace.Dropout = dropout;
            _workspace.InitialState = null;
        }

        return new Evaluation(_losses.Mean, _metrics.ToDictionary(metric => metric.Name, metric => metric.Metric.Value));
    }

    private void Measure(ReadOnlySpan<int> indices)
    {
        _pieces.Begin(indices);
        while (_pieces.HasNext)
        {
            _pieces.Load();
            _model.Forward(_workspace);
            _model.Loss(_workspace);
            _losses.Add(_workspace);
            foreach (MetricFeed metric in _metrics)
                metric.Add(_workspace);
            _pieces.Finish();
        }
    }
}
