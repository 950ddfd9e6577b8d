namespace LstmGen.Training;

/// <summary>The training loop: epochs of batches, updates, validation.</summary>
internal sealed partial class Trainer : IDisposable
{
    private readonly IRecurrentModel _model;
    private readonly TrainingData _train;
    private readonly FitOptions _options;
    private readonly Optimizer _optimizer;
    private readonly double _initialRate;
    private readonly LearningRateSchedule? _schedule;
    private readonly string _rates;
    private readonly ModelWorkspace _workspace;
    private readonly IBatchFeed _feed;
    private readonly SequencePieces _pieces;
    private readonly IParameterUpdate _update;
    private readonly IPiecePass _pass;
    private readonly RankGroup _group;
    private readonly IProgress<TrainingReport>? _progress;
    private readonly LossTotals _losses;
    private readonly LossCounts? _counts; // where several batches, or shards, make an update
    private readonly ShardPlan? _plan;
    private readonly Evaluator? _validation;
    private readonly BestWeights? _best;
    private readonly History _history = new();
    private readonly TrainingCallback[] _callbacks;
    private readonly TrainingContext _context;
    private readonly TrainingClock _clock = new();
    private readonly ParameterStore.TrainingLease _lease;

    // Where training stands.
    private int _epoch;             // epochs done
    private int _batch, _batches;   // pieces of this epoch, done and altogether
    private int _accumulated;       // batches in the gradient
    private long _updates;
    private long _step;             // decides dropout masks
    private long _samples;          // sequences of this epoch

    public Trainer(IRecurrentModel model, TrainingData train, FitOptions options)
    {
        ModelDescription description = model.Description;
        OptionsCheck.Require(options, description, train);
        OptionsCheck.RequireRecomputed(options, model);
        train.Require(model, options);
        (_model, _train, _options) = (model, train, options);
        _group = new RankGroup(options.Distribution);
        _progress = _group.IsFirst ? options.Progress : null;
        _optimizer = RunState.Of(options.Optimizer, options.OptimizerState, description);
        _schedule = RunState.Of(options.Schedule);
        HeadMetric[] metrics = RunState.Of(options.Metrics);
        _initialRate = _optimizer.LearningRate;
        _workspace = model.CreateWorkspace(training: true);
        try
        {
            _lease = model.Parameters.BeginTraining();
            ParameterStore.RequireFloat(model.Parameters.Precision);
            _workspace.Seed = options.Seed;
            SetClassWeights();
            // Ranks agree on when to end, so that none of them stops waiting for a batch on its own.
            _feed = train.CreateFeed(model, options, _group.Ranks is null ? options.CancellationToken : default);
            _pieces = new SequencePieces(_workspace, options.TruncatedSteps ?? 0, options.CarryState);
            _rates = CheckSchedule(metrics);
            TrainableRange[] trainable = Trainable.Ranges(description, options, _optimizer);
            _losses = new LossTotals(description);
            bool whole = options.ShardCount == 0;
            _plan = whole ? null : ShardPlan.Of(options);
            bool grouped = GroupedPass.Fits(model, _workspace, options);
            if (options.AccumulateBatches > 1 || options.RecomputedSteps is not null || grouped || !whole)
                _counts = new LossCounts(_workspace, train is ShardData ? _plan : null, _group.Ranks);
            IRowsPass rows = options.RecomputedSteps is { } steps
                ? new RecomputedPass(model, _workspace, _pieces, steps)
                : new DirectPass(model, _workspace, _pieces);
            if (whole)
            {
                _update = model is IUpdatesParameters device
                    ? device.CreateUpdate(_optimizer, options, trainable)
                    : new ParameterUpdate(model, _optimizer, options, trainable);
                var pass = new WholePass(_workspace, _pieces, rows, _update, _losses, _counts is not null);
                _pass = grouped ? new GroupedPass(model, _workspace, _pieces, (ParameterUpdate)_update, _losses, _counts!, pass) : pass;
            }
            else
            {
                var update = new ParameterUpdate(model, _optimizer, options, trainable);
                _update = update;
                _pass = new ShardedPass(model, _workspace, _pieces, rows, update, _losses, _plan!, options);
            }

            if (options.Validation is { } validation)
            {
                _validation = new Evaluator(
                    model, _workspace, validation, metrics, options.BatchSize, options.ValidationSteps, _group, learns: true);
            }
            else if (options.ValidationSource is { } source)
            {
                _validation = new Evaluator(
                    model, _workspace, source, metrics, options.BatchSize, options.ValidationSteps, _group, learns: true);
            }

            if (options.EarlyStopping is { } rule)
                _best = new BestWeights(rule, WatchedRises(rule), model.Parameters.Count);
            _callbacks = RunState.Of(options.Callbacks);
            (_history.Optimizer, _history.Schedule, _history.Metrics, _history.Callbacks) = (_optimizer, _schedule, metrics, _callbacks);
            _context = new TrainingContext(model, _history);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public History Run()
    {
        bool begun = false, done = false;
        using System.Diagnostics.Activity? activity = TrainingTelemetry.Begin(_model.Description, _train.Count);
        try
        {
            RequireSameRun();
            OpenCheckpoint();
            begun = true;
            foreach (TrainingCallback callback in _callbacks)
                callback.OnTrainingBegin(_context);
            _history.End = RunEpochs();
            SaveCheckpoint();
            TakeFinalWeights();
            foreach (TrainingCallback callback in _callbacks)
                callback.OnTrainingEnd(_context);
            done = true;
            TrainingTelemetry.End(activity, _history);
            return _history;
        }
        finally
        {
            if (begun && !done)
                TakeBestWeights();
            (_progress as ILineProgress)?.EndLine();
        }
    }

    // Also of a trainer whose constructor has failed, which has not made all of it.
    public void Dispose()
    {
        _feed?.Dispose();
        _validation?.Dispose();
        (_pass as IDisposable)?.Dispose();
        _update?.Dispose();
        _workspace.Release(); // one on a device holds its memory
        _lease.Dispose();
    }

    private TrainingEnd RunEpochs()
    {
        while (_epoch < _options.Epochs)
        {
            if (_best is { Exhausted: true })
                return TrainingEnd.EarlyStopping;
            if (RunBatches() is { } end)
                return end;
            EndEpoch();
            if (IsAsked(_context.StopRequested))
                return TrainingEnd.Callback;
        }

        return _best is { Exhausted: true } ? TrainingEnd.EarlyStopping : TrainingEnd.Completed;
    }

    /// <summary>The rest of the epoch; null where nothing ends training before its end.</summary>
    private TrainingEnd? RunBatches()
    {
        BeginEpoch();
        while (true)
        {
            // Between updates nothing is half done: the only place to end or to save. An epoch of which nothing is left is ended first.
            if (_accumulated == 0 && EndAsked() is { } end && (end == TrainingEnd.Cancelled || !IsEpochDone))
                return end;
            if (!_pieces.HasNext && _accumulated == 0 && !_feed.Wait(_options.AccumulateBatches))
                continue; // cancelled meanwhile
            if (!_pieces.HasNext && !NextBatch())
                return null;
            RunPiece();
        }
    }

    private bool IsEpochDone => _batch > 0 && _batch == _batches && !_pieces.HasNext;

    private bool NextBatch()
    {
        if (!_feed.TryNext(out FeedBatch batch))
            return false;
        _pieces.Begin(batch);
        _samples += batch.Count;
        if (EstimatesPieces)
            EstimatePieces();
        return true;
    }

    private void RunPiece()
    {
        if (_accumulated == 0 && _counts is { } counts)
            counts.Share(_pieces, _feed, _options.AccumulateBatches);
        bool last = _accumulated + 1 == _options.AccumulateBatches || _batch + 1 == _batches;
        double loss = _pass.Run(_step++, last);
        _accumulated++;
        _batch++;
        _pace?.CountBatch();
        if (!double.IsFinite(loss))
            throw Diverged(loss);
        if (last)
            Update(loss);
        (_context.Batch, _context.Loss) = (_batch, loss);
        foreach (TrainingCallback callback in _callbacks)
            callback.OnBatchEnd(_context);
        if (_accumulated == 0)
            SaveCheckpointIfDue();
        if (_progress is { } progress && _batch < _batches)
            progress.Report(Report(_batch, null));
    }

    private void Update(double loss)
    {
        float norm = _update.Norm();
        if (!float.IsFinite(norm))
            throw Diverged(loss);
        if (_schedule is { } schedule)
            _optimizer.LearningRate = schedule.At(schedule.Unit == ScheduleUnit.Epoch ? _epoch : _updates, _initialRate);
        _update.Apply(norm);
        _accumulated = 0;
        _counts?.Clear();
        _updates++;
        TrainingTelemetry.Update(_model.Description.Name);
        (_context.GradientNorm, _context.LearningRate, _context.Updates) = (norm, _optimizer.LearningRate, _updates);
        _history.Updates = _updates;
    }

    private TrainingDivergedException Diverged(double loss)
    {
        int at = NonFinite.FirstIndex(_update.Gradients);
        string? parameter = null, head = null;
        foreach (ParameterInfo info in _model.Description.Parameters)
        {
            if (at >= info.Offset && at < info.Offset + info.Length)
                parameter = info.Name;
        }

        for (int i = 0; i < _pass.HeadLosses.Length; i++)
        {
            if (!double.IsFinite(_pass.HeadLosses[i]))
                head ??= _model.Description.Heads[i].Name;
        }

        _model.Parameters.Set(_update.Previous);
        return new TrainingDivergedException(_epoch + 1, _batch, loss, head, parameter, _updates > 0);
    }
}
