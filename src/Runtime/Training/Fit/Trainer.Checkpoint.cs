using LstmGen.Serialization;

namespace LstmGen.Training;

// What is saved on the way: all that the rest of training depends on.
internal sealed partial class Trainer
{
    private CheckpointPace? _pace;
    private Dictionary<string, string>? _fingerprint;
    private (long Updates, int Epoch) _saved = (-1, -1);

    private void OpenCheckpoint()
    {
        if (_options.Checkpoint is not { } options)
            return;
        _fingerprint = Fingerprint();
        _group.RequireAll(RankGroup.Caught(() =>
        {
            _pace = new CheckpointPace(options, _group.IsFirst);
            if (_group.IsFirst)
                AtomicFile.RemoveLeftovers(options.Path);
        }));
        if (options.Resume && ReadCheckpoint(options.Path) is var (file, path, note))
        {
            _group.RequireAll(RankGroup.Caught(() =>
            {
                var reader = new CheckpointReader(file, path);
                RunFingerprint.Require(reader.Metadata, _fingerprint, path);
                RequireEpochs(reader);
                Restore(reader);
            }));
            (_history.ResumedFrom, _history.ResumeNote) = (path, note);
        }
    }

    private Dictionary<string, string> Fingerprint() =>
        _fingerprint ??= RunFingerprint.Of(_model.Description, _train, _options, _optimizer, _initialRate, _rates);

    private void SaveCheckpointIfDue()
    {
        if (_pace is { } pace && IsDue(pace))
            SaveCheckpoint();
    }

    private void SaveCheckpointAfterEpoch()
    {
        if (_pace is { } pace && (pace.IsDueAfter(_epoch) || IsDue(pace)))
            SaveCheckpoint();
    }

    private void SaveCheckpoint()
    {
        if (_pace is null || _saved == (_updates, _epoch))
            return;
        (_saved, ModelState? state) = ((_updates, _epoch), GatherState());
        _pace.Saved();
        if (!_group.IsFirst)
            return;
        _update.Save();
        var writer = new CheckpointWriter();
        WritePosition(writer, state);
        writer.Parameters("model.", _model.Parameters);
        writer.Scalars("optimizer.scalar.", _optimizer.ExportScalars());
        for (int i = 0; i < _optimizer.StateCount; i++)
            writer.Block("optimizer." + _optimizer.StateName(i), _optimizer.State(i));
        if (_schedule is { } schedule)
            writer.Scalars("schedule.scalar.", schedule.ExportState());
        if (_update.Average is { } average)
        {
            writer.Block("average.values", average.Read());
            writer.Count("average.updates", average.Updates);
        }

        if (_best is { } best)
        {
            writer.Block("best.weights", best.Weights);
            writer.Number("best.value", best.Value);
            writer.Count("best.epoch", best.Epoch);
            writer.Count("best.waited", best.Waited);
        }

        HistoryTensors.Write(writer, _history);
        writer.Write(_options.Checkpoint!.Path, _fingerprint!);
    }

    private void WritePosition(CheckpointWriter writer, ModelState? state)
    {
        bool inside = _pieces.HasNext; // the batch under way is given out again
        writer.Count("position.epoch", _epoch);
        writer.Count("position.sampler", _feed.State.Position - (inside ? 1 : 0));
        writer.Count("position.next_step", inside ? _pieces.NextStep : 0);
        writer.Count("position.batch", _batch);
        writer.Count("position.updates", _updates);
        writer.Count("position.step", _step);
        writer.Count("position.samples", _samples);
        writer.Number("position.seconds", _clock.DoneSeconds);
        writer.Number("position.epoch_seconds", _clock.EpochSeconds);
        writer.Numbers("losses.sums", _losses.Sums);
        writer.Numbers("losses.counts", _losses.Counts);
        if (state is not null)
        {
            writer.Count("state.rows", state.Batch);
            writer.Block("state.values", state.Values);
        }
    }
}
