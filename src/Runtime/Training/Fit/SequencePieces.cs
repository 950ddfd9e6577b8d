namespace LstmGen.Training;

/// <summary>
/// One batch after another, each whole or in pieces of some steps; knows the state in which each row ended, and hands it,
/// detached, to the next piece or batch. Allocates nothing once its buffers are large enough.
/// </summary>
internal sealed class SequencePieces(ModelWorkspace workspace, int pieceSteps, bool carry)
{
    private int[] _batch = [], _alive = [], _members = [], _shardEnds = [];
    private SequenceSet? _set;
    private int _rows, _aliveRows, _longest, _longestSource;
    private ModelState? _pieceState;

    /// <summary>State in which each row of the batch ended so far; null before it is needed.</summary>
    public ModelState? State { get; private set; }

    /// <summary>Whether <see cref="State"/> is where the next piece starts.</summary>
    public bool HasState { get; private set; }

    /// <summary>First step of the next piece; 0 between batches.</summary>
    public int NextStep { get; private set; }

    /// <summary>Whether pieces of the batch are left.</summary>
    public bool HasNext => NextStep < _longest;

    /// <summary>Pieces of the batch that are left.</summary>
    public int Left => pieceSteps > 0 ? (int)(((long)_longest - NextStep + pieceSteps - 1) / pieceSteps) : HasNext ? 1 : 0;

    /// <summary>Rows of the batch.</summary>
    public int Rows => _rows;

    private int PieceSteps => pieceSteps > 0 ? pieceSteps : int.MaxValue;

    /// <summary>Pieces that a batch is cut into.</summary>
    public int Count(FeedBatch batch) =>
        pieceSteps > 0 ? (int)(((long)Longest(batch.Set, batch.Indices) + pieceSteps - 1) / pieceSteps) : 1;

    /// <summary>
    /// Counts the pieces of the batch at hand that are left, <paramref name="most"/> at most; returns how many more there may be.
    /// </summary>
    public int CountRest(LossCounts counts, int most) =>
        Count(counts, new FeedBatch(_set!, _batch.AsSpan(0, _rows)) { ShardEnds = _shardEnds }, NextStep, _longest, most);

    /// <summary>The same for a batch that comes later.</summary>
    public int Count(LossCounts counts, FeedBatch batch, int most) => Count(counts, batch, 0, Longest(batch.Set, batch.Indices), most);

    private int Count(LossCounts counts, FeedBatch batch, int firstStep, int longest, int most)
    {
        if (!batch.ShardEnds.IsEmpty)
        {
            for (int shard = 0; shard < batch.ShardEnds.Length; shard++)
                counts.Add(batch.Set, batch.Indices[BeginOf(batch.ShardEnds, shard)..batch.ShardEnds[shard]], 0, PieceSteps, shard);
            return most - 1;
        }

        for (long step = firstStep; step < longest && most > 0; step += PieceSteps, most--)
            counts.Add(batch.Set, batch.Indices, (int)step, PieceSteps);
        return most;
    }

    /// <summary>Takes a batch; <paramref name="nextStep"/> is above 0 where a run goes on inside it.</summary>
    public void Begin(FeedBatch batch, int nextStep = 0)
    {
        ReadOnlySpan<int> indices = batch.Indices;
        _set = batch.Set;
        if (_batch.Length < indices.Length)
            (_batch, _alive, _members) = (new int[indices.Length], new int[indices.Length], new int[indices.Length]);
        indices.CopyTo(_batch);
        _rows = indices.Length;
        if (_shardEnds.Length != batch.ShardEnds.Length)
            _shardEnds = new int[batch.ShardEnds.Length];
        batch.ShardEnds.CopyTo(_shardEnds);
        _longest = Longest(_set, indices);
        _longestSource = _set.Source is { } source ? Longest(source, indices) : 0;
        NextStep = nextStep;
        if (nextStep == 0 && !carry)
            HasState = false;
    }

    /// <summary>The sequences of the rows that were taken last.</summary>
    public ReadOnlySpan<int> Taken => _alive.AsSpan(0, _aliveRows);

    /// <summary>The set that they are of.</summary>
    public SequenceSet Set => _set!;

    /// <summary>Steps of the longest of these rows in the piece.</summary>
    public int TakenSteps => Math.Min(Longest(_set!, Taken) - NextStep, PieceSteps);

    /// <summary>Takes all rows of the next piece.</summary>
    public void TakeAll() => Take(0, _rows);

    /// <summary>Puts the rows that were taken into the workspace.</summary>
    public void Load()
    {
        workspace.InitialState = FirstState();
        workspace.Load(_set!, Taken, NextStep, PieceSteps);
    }

    /// <summary>Takes rows that go on behind the piece out of what heads count that have one output for a whole sequence.</summary>
    public void LeaveOpen() => workspace.LeaveOpen((long)NextStep + PieceSteps);

    /// <summary>The state from which the rows that were taken start, until the next is asked for; null for zero.</summary>
    public ModelState? FirstState() => HasState ? Gather() : null;

    /// <summary>
    /// Takes the rows of a shard of the next piece, as a part of the whole piece; false where none of them has a step left.
    /// </summary>
    /// <param name="plan">How a batch is cut.</param>
    /// <param name="shard">A shard of this rank, counted from its first.</param>
    /// <param name="rows">Rows of a full batch.</param>
    public bool Take(ShardPlan plan, int shard, int rows)
    {
        if (_shardEnds.Length > 0)
            return TakeOwn(BeginOf(_shardEnds, shard), _shardEnds[shard], (plan.First + shard) * (rows / plan.Shards));
        (int firstRow, int endRow) = plan.RowsOf(plan.First + shard, _rows);
        Take(0, firstRow);
        int before = _aliveRows;
        Take(firstRow, endRow);
        if (_aliveRows == 0)
            return false;
        workspace.Part = new(before, Math.Min(_longest - NextStep, PieceSteps), _longestSource);
        return true;
    }

    // Rows of a shard that has a set of its own: other shards are not known, so it is padded to its own longest row.
    private bool TakeOwn(int firstRow, int endRow, int firstMask)
    {
        Take(firstRow, endRow);
        if (_aliveRows == 0)
            return false;
        workspace.Part = new(firstMask, Longest(_set!, Taken), _set!.Source is { } source ? Longest(source, Taken) : 0);
        return true;
    }

    private static int BeginOf(ReadOnlySpan<int> ends, int shard) => shard == 0 ? 0 : ends[shard - 1];

    /// <summary>Keeps the state in which the rows that were taken ended, where it is needed; after their forward pass.</summary>
    /// <param name="ended">The state, a row for each that was taken; null where the workspace has it.</param>
    public void Keep(ModelState? ended = null)
    {
        if (Math.Min((long)NextStep + PieceSteps, _longest) >= _longest && !carry)
            return;
        if (ended is null)
        {
            ended = PieceState();
            workspace.CopyFinalState(ended);
        }

        StateRows.Scatter(ended, _members.AsSpan(0, _aliveRows), MakeRoom());
    }

    /// <summary>Ends the piece, after the forward and backward passes of all its rows.</summary>
    public void Finish()
    {
        NextStep = (int)Math.Min((long)NextStep + PieceSteps, _longest);
        HasState = HasNext || carry;
        if (HasState)
            MakeRoom(); // also where none of the rows was computed here
        if (!HasNext)
            (NextStep, _longest) = (0, 0);
    }

    // The rows of a range that have steps left.
    private void Take(int firstRow, int endRow)
    {
        _aliveRows = 0;
        for (int row = firstRow; row < endRow; row++)
        {
            if (_set!.Length(_batch[row]) <= NextStep)
                continue;
            _members[_aliveRows] = row;
            _alive[_aliveRows++] = _batch[row];
        }
    }

    /// <summary>Sets the state from a checkpoint.</summary>
    public void Restore(int rows, ReadOnlySpan<float> values)
    {
        ModelState state = StateOf(rows);
        if (values.Length != state.Values.Length)
            throw new ArgumentException($"The state in the checkpoint has {values.Length} values; {rows} rows need "
                + $"{state.Values.Length}. Delete it, or set Resume = false.");
        values.CopyTo(state.Values);
        HasState = true;
    }

    /// <summary>Forgets the state.</summary>
    public void Reset() => HasState = false;

    private static int Longest(SequenceSet set, ReadOnlySpan<int> indices)
    {
        int longest = 0;
        foreach (int index in indices)
            longest = Math.Max(longest, set.Length(index));
        return longest;
    }

    private ModelState StateOf(int rows) => State ??= new ModelState(workspace.Description.States, rows);

    private ModelState MakeRoom()
    {
        ModelState state = StateOf(_rows);
        if (state.Batch != _rows)
            state.Resize(_rows);
        return state;
    }

    private ModelState PieceState()
    {
        _pieceState ??= new ModelState(workspace.Description.States, _aliveRows);
        if (_pieceState.Batch != _aliveRows)
            _pieceState.Resize(_aliveRows);
        return _pieceState;
    }

    // Rows that are still alive, in the order of the piece.
    private ModelState Gather()
    {
        ModelState to = PieceState();
        StateRows.Gather(State!, _members.AsSpan(0, _aliveRows), to);
        return to;
    }
}
