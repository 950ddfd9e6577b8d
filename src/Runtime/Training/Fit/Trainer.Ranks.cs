using System.Runtime.InteropServices;
using LstmGen.Interchange;

namespace LstmGen.Training;

// What ranks ask one another beside gradients.
internal sealed partial class Trainer
{
    // Where nobody can ask for an end on the way, ranks need not ask each other.
    private bool CanBeEnded => _callbacks.Length > 0 || _options.CancellationToken.CanBeCanceled;

    private bool IsAsked(bool own) => CanBeEnded && _group.Any(own);

    private TrainingEnd? EndAsked()
    {
        bool cancelled = _options.CancellationToken.IsCancellationRequested, stopped = _context.StopRequested;
        if (!IsAsked(cancelled || stopped))
            return null;
        return _group.Any(cancelled) ? TrainingEnd.Cancelled : TrainingEnd.Callback;
    }

    private bool IsDue(CheckpointPace pace) => pace.IsTimed ? _group.Any(pace.IsDue) : pace.IsDue;

    // Before the first step: what would make the ranks wait for one another or train different models.
    private void RequireSameRun()
    {
        if (_group.Ranks is null)
            return;
        var facts = new Dictionary<string, string>();
        DistributedRun.AddMachine(facts);
        foreach ((string name, string value) in Fingerprint())
            facts[name] = value;
        facts["Epochs"] = $"{_options.Epochs}";
        facts["Checkpoint"] = _options.Checkpoint is { } save
            ? $"every {save.EveryBatches} batches, {save.EveryEpochs} epochs, {save.EveryInterval}, resume: {save.Resume}"
            : "none";
        facts["OverlapExchange"] = _options.OverlapExchange?.ToString() ?? "not given";
        facts["Callbacks or CancellationToken"] = CanBeEnded ? "given" : "not given";
        facts["the weights to begin with"] = Hash();
        _group.RequireSame(facts, "Start every rank with the same program, data, options and seed.");
    }

    // A callback that changes weights on one rank would make the ranks train different models.
    private void RequireSameWeights()
    {
        if (_group.Ranks is not null)
            _group.RequireSame(
                new Dictionary<string, string> { [$"the weights after epoch {_epoch + 1}"] = Hash() },
                "Callbacks must change weights on every rank alike.");
    }

    private string Hash() =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(MemoryMarshal.AsBytes(_model.Parameters.Read())));

    // Rank 0 reads; the others need not see the file.
    private (SafetensorsFile File, string Path, string? Note)? ReadCheckpoint(string path)
    {
        if (_group.Ranks is not { } ranks)
            return CheckpointFile.Open(path);
        (SafetensorsFile File, string Path, string? Note)? found = null;
        FileStream? content = null;
        _group.RequireAll(RankGroup.Caught(() =>
        {
            found = _group.IsFirst ? CheckpointFile.Open(path) : null;
            content = found is null ? null : new FileStream(found.Value.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }));
        using (content)
        {
            if (_group.FromFirst(found is null ? null : System.Text.Encoding.UTF8.GetBytes(found.Value.Path)) is not { } from)
                return null;
            string taken = System.Text.Encoding.UTF8.GetString(from);
            string note = System.Text.Encoding.UTF8.GetString(_group.FromFirst(System.Text.Encoding.UTF8.GetBytes(found?.Note ?? ""))!);
            _group.RequireAll(RankGroup.Caught(() => found = Spread(content, taken, note.Length > 0 ? note : null) ?? found));
            return found;
        }

        (SafetensorsFile File, string Path, string? Note)? Spread(FileStream? own, string taken, string? note)
        {
            if (own is not null)
            {
                FirstRankFile.Send(ranks, own);
                return null;
            }

            using FirstRankFile sent = new(ranks);
            return (SafetensorsFile.Read(sent, taken), taken, note);
        }
    }

    /// <summary>The state of all rows, of which this rank has those of its shards; null where no state is carried.</summary>
    private ModelState? GatherState()
    {
        if (_pieces is not { HasState: true, State: { } state })
            return null;
        if (_group.Ranks is not { } ranks)
            return state;
        var (first, end) = _plan!.RowsOfRank(ranks.Rank, state.Batch);
        byte[][] parts = _group.Gather(MemoryMarshal.AsBytes(StateRows.Read(state, first, end).AsSpan()));
        for (int rank = 0; rank < parts.Length; rank++)
        {
            (first, end) = _plan.RowsOfRank(rank, state.Batch);
            StateRows.Write(state, first, end, MemoryMarshal.Cast<byte, float>(parts[rank]));
        }

        return state;
    }
}
