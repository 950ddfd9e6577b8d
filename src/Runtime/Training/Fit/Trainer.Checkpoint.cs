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
        _pace = new CheckpointPace(options);
        _fingerprint = RunFingerprint.Of(_model.Description, _train, _options, _optimizer, _initialRate, _rates);
        AtomicFile.RemoveLeftovers(options.Path);
        if (options.Resume && CheckpointFile.Open(options.Path) is var (file, path, note))
        {
            var reader = new CheckpointReader(file, path);
            RunFingerprint.Require(reader.Metadata, _fingerprint, path);
            Restore(reader);
            (_history.ResumedFrom, _history.ResumeNote) = (path, note);
        }
    }

    private void SaveCheckpointIfDue()
    {
        if (_pace is { IsDue: true })
            SaveCheckpoint();
    }

    private void SaveCheckpointAfterEpoch()
    {
        if (_pace is { } pace && (pace.IsDueAfter(_epoch) || pace.IsDue))
            SaveCheckpoint();
    }

    private void SaveCheckpoint()
    {
        if (_pace is null || _saved == (_updates, _epoch))
            return;
        _update.Save();
        var writer = new CheckpointWriter();
        WritePosition(writer);
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
        _pace.Saved();
        _saved = (_updates, _epoch);
    }

    private void WritePosition(CheckpointWriter writer)
    {
        bool inside = _pieces.HasNext; // the batch under way is given out again
        writer.Count("position.epoch", _epoch);
        writer.Count("position.sampler", _sampler.State.Position - (inside ? 1 : 0));
        writer.Count("position.next_step", inside ? _pieces.NextStep : 0);
        writer.Count("position.batch", _batch);
        writer.Count("position.updates", _updates);
        writer.Count("position.step", (long)_step);
        writer.Count("position.samples", _samples);
        writer.Number("position.seconds", _clock.DoneSeconds);
        writer.Number("position.epoch_seconds", _clock.EpochSeconds);
        writer.Numbers("losses.sums", _losses.Sums);
        writer.Numbers("losses.counts", _losses.Counts);
        if (_pieces is { HasState: true, State: { } state })
        {
            writer.Count("state.rows", state.Batch);
            writer.Block("state.values", state.Values);
        }
    }
}
