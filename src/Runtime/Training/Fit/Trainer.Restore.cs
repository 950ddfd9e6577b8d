namespace LstmGen.Training;

// Takes a checkpoint back.
internal sealed partial class Trainer
{
    private void Restore(CheckpointReader reader)
    {
        int count = _model.Parameters.Count;
        reader.RequireParameters("model.", _model.Description);
        _optimizer.RestoreScalars(reader.Scalars("optimizer.scalar."));
        for (int i = 0; i < _optimizer.StateCount; i++)
            reader.Block("optimizer." + _optimizer.StateName(i), count).CopyTo(_optimizer.State(i));
        _schedule?.RestoreState(reader.Scalars("schedule.scalar."));
        _update.Average?.Restore(reader.Block("average.values", count), reader.Count("average.updates"));
        if (_best is { } best)
        {
            reader.Block("best.weights", best.Weights.Length).CopyTo(best.Weights);
            best.Restore(reader.Number("best.value"), reader.Index("best.epoch"), reader.Index("best.waited"));
        }

        HistoryTensors.Read(reader, _history);
        RestorePosition(reader);
        reader.Parameters("model.", _model.Parameters);
        _update.Restart();
        (_context.LearningRate, _context.Updates) = (_optimizer.LearningRate, _updates);
        _history.Updates = _updates;
        NoteBest();
    }

    /// <summary>Whether the run is as long as what was done of it.</summary>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    private void RequireEpochs(CheckpointReader reader)
    {
        bool inside = reader.Index("position.sampler") > 0 || reader.Index("position.next_step") > 0;
        long begun = reader.Index("position.epoch") + (inside ? 1L : 0);
        if (begun > _options.Epochs)
            throw new ArgumentException(
                $"{reader.Path} {(inside ? $"stands in epoch {begun}" : $"has {begun} epochs")}, and Epochs is {_options.Epochs}. Give at "
                    + $"least {begun}, or set Resume = false to begin anew.");
    }

    private void RestorePosition(CheckpointReader reader)
    {
        int heads = _losses.Sums.Length, position = reader.Index("position.sampler"), nextStep = reader.Index("position.next_step");
        _epoch = reader.Index("position.epoch");
        _batch = reader.Index("position.batch");
        _updates = reader.Count("position.updates");
        _step = reader.Count("position.step");
        _samples = reader.Count("position.samples");
        reader.Numbers("losses.sums", heads).CopyTo(_losses.Sums);
        reader.Numbers("losses.counts", heads).CopyTo(_losses.Counts);
        _insideEpoch = position > 0 || nextStep > 0;
        _clock.Restore(reader.Number("position.seconds"), _insideEpoch ? reader.Number("position.epoch_seconds") : 0);
        _feed.Resume(new BatchState(_epoch, position));
        if (reader.Has("state.rows"))
            _pieces.Restore(reader.Index("state.rows"), reader.Block("state.values"));
        if (nextStep > 0 && _feed.TryNext(out FeedBatch batch))
            _pieces.Begin(batch, nextStep);
    }
}
