namespace LstmGen.Training;

// The beginning and the end of an epoch.
internal sealed partial class Trainer
{
    private bool _insideEpoch; // whether a checkpoint has put us there

    private void BeginEpoch()
    {
        _clock.BeginEpoch();
        _context.Epoch = _epoch + 1;
        if (!_insideEpoch)
        {
            _batch = 0;
            _samples = 0;
            _losses.Clear();
            _feed.Resume(new BatchState(_epoch, 0));
            if (!_options.CarryState || _options.ResetStateEachEpoch)
                _pieces.Reset();
        }

        _insideEpoch = false;
        _batches = CountBatches(_epoch);
        if (EstimatesPieces && _pieces.HasNext)
            EstimatePieces();
        _context.Batches = _batches;
    }

    // Whether only the end of an epoch tells how many pieces it has.
    private bool EstimatesPieces => _options.TruncatedSteps is not null && !_train.KnowsPieces;

    // As many pieces for each batch as until now: the number of the epoch once its last batch is there, and more than are done before that.
    private void EstimatePieces()
    {
        long pieces = _batch + _pieces.Left;
        _batches = (int)Math.Min(int.MaxValue, pieces * _feed.BatchCount / _feed.State.Position);
        _context.Batches = _batches;
    }

    private int CountBatches(int epoch)
    {
        if (_options.TruncatedSteps is null || EstimatesPieces)
            return _feed.BatchCount;
        BatchState state = _feed.State;
        int count = 0;
        _feed.Resume(new BatchState(epoch, 0));
        while (_feed.TryNext(out FeedBatch batch))
            count += _pieces.Count(batch);
        _feed.Resume(state);
        return count;
    }

    private void EndEpoch()
    {
        double trainSeconds = _clock.EpochSeconds;
        _update.Average?.Swap();
        EpochRecord record;
        try
        {
            Evaluation? validation = _validation?.Run();
            record = new EpochRecord(
                _epoch + 1, _losses.Mean, validation?.Loss, validation?.Metrics ?? NoMetrics, _context.LearningRate,
                _clock.EpochSeconds, trainSeconds > 0 ? _samples / trainSeconds : 0);
            _history.Add(record);
            TrainingTelemetry.Epoch(_model.Description.Name, record, _samples);
            RequireSameWeights();
            _best?.Observe(_epoch + 1, record, _model.Parameters);
            NoteBest();
            foreach (TrainingCallback callback in _callbacks)
                callback.OnEpochEnd(_context, record);
        }
        finally
        {
            _update.Average?.Swap();
        }

        if (_schedule is { NeedsMetric: true } schedule)
            schedule.Observe(schedule.WatchedMetric is { } watched ? record.Metrics[watched] : record.ValidationLoss!.Value);
        _progress?.Report(Report(_batches, record));
        _epoch++;
        _batch = 0;
        _clock.EndEpoch();
        _feed.Resume(new BatchState(_epoch, 0));
        SaveCheckpointAfterEpoch();
    }

    private void NoteBest() => _history.BestEpoch = _best is { Epoch: > 0 } ? _best.Epoch : null;

    private void TakeFinalWeights()
    {
        if (!TakeBestWeights() && _update.Average is { Updates: > 0 } average)
            average.Swap();
    }

    // Also where training ends by an exception: what was reached is not lost.
    private bool TakeBestWeights()
    {
        if (_best is not { CanRestore: true } best)
            return false;
        _model.Parameters.Set(best.Weights);
        return true;
    }

    // Asks for the rates of all updates, and tells the schedule which way its metric is better.
    private string CheckSchedule(HeadMetric[] metrics)
    {
        if (_schedule is null)
            return "none";
        if (_schedule is { NeedsMetric: true, WatchedMetric: var watched })
        {
            bool rises = watched is not null && metrics.First(metric => metric.Name == watched).Metric.HigherIsBetter;
            if (_schedule.WatchesRise is { } told && told != rises)
                throw OptionsCheck.Wrong(nameof(_options.Schedule), watched is null
                    ? "takes a greater value for a better one (higherIsBetter: true) but watches the validation loss. Name the metric "
                        + "that it is to watch, or leave higherIsBetter out."
                    : $"watches '{watched}', of which a {(rises ? "greater" : "smaller")} value is better, but higherIsBetter is "
                        + $"{(told ? "true" : "false")}. Leave it out.");
            _schedule.Watch(rises);
        }

        int each = _options.AccumulateBatches;
        bool same = _options.TruncatedSteps is null;
        return SchedulePlan.Check(
            RunState.Of(_options.Schedule)!, _initialRate, _options.Epochs, epoch => (CountBatches(epoch) + each - 1) / each, same);
    }

    private TrainingReport Report(int batch, EpochRecord? record)
    {
        double epochSeconds = _clock.EpochSeconds, total = _clock.DoneSeconds + epochSeconds;
        double share = (double)batch / _batches, done = _epoch + share;
        bool endsEarly = record is not null && (_best is { Exhausted: true } || _context.StopRequested);
        double remaining = endsEarly ? 0 : total / done * (_options.Epochs - done);

        // In pieces all sequences of a batch begin at once, and none is done until the last piece.
        bool pieces = _options.TruncatedSteps is not null;
        double samples = record?.SamplesPerSecond ?? (epochSeconds > 0 ? (pieces ? share * _train.Count : _samples) / epochSeconds : 0);
        return new TrainingReport(
            _epoch + 1, _options.Epochs, batch, _batches, _losses.Mean, record?.ValidationLoss,
            record is { Metrics.Count: > 0 } ? record.Metrics : null,
            samples, TimeSpan.FromSeconds(total), TimeSpan.FromSeconds(remaining), _context.LearningRate)
        {
            EndsEarly = endsEarly,
            StepsPerSecond = pieces ? samples * _train.MeanSteps : null,
        };
    }

    private void SetClassWeights()
    {
        if (_options.ClassWeights is not { } all)
            return;
        ClassWeightsCheck.Require(all, _model.Description);
        foreach ((string name, float[] weights) in all)
        {
            int head = _model.Description.IndexOfHead(name);
            if (_model.Description.Heads[head].Weighting == LossWeighting.Positives)
                _workspace.Heads[head].SetPositiveWeights(weights);
            else
                _workspace.Heads[head].SetClassWeights(weights);
        }
    }

    private bool WatchedRises(EarlyStopping rule) =>
        rule.Metric is { } name && _validation!.Metrics.First(metric => metric.Name == name).Metric.HigherIsBetter;

    private static readonly Dictionary<string, double> NoMetrics = [];
}
