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
    public int Left => pieceSteps > 0 ? (_longest - NextStep + pieceSteps - 1) / pieceSteps : HasNext ? 1 : 0;

    /// <summary>Rows of the batch.</summary>
    public int Rows => _rows;

    private int PieceSteps => pieceSteps > 0 ? pieceSteps : int.MaxValue;

    /// <summary>Pieces that a batch is cut into.</summary>
    public int Count(FeedBatch batch) => pieceSteps > 0 ? (Longest(batch.Set, batch.Indices) + pieceSteps - 1) / pieceSteps : 1;

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

    /// <summary>Puts the next piece into the workspace.</summary>
    public void Load()
    {
        Take(0, _rows);
        workspace.InitialState = HasState ? Gather() : null;
        workspace.Load(_set!, _alive.AsSpan(0, _aliveRows), NextStep, PieceSteps);
    }

    /// <summary>
    /// Puts the rows of a shard of the next piece into the workspace, as a part of the whole piece; false where none of them has a step
    /// left.
    /// </summary>
    /// <param name="plan">How a batch is cut.</param>
    /// <param name="shard">A shard of this rank, counted from its first.</param>
    /// <param name="rows">Rows of a full batch.</param>
    public bool Load(ShardPlan plan, int shard, int rows)
    {
        if (_shardEnds.Length > 0)
            return LoadOwn(BeginOf(_shardEnds, shard), _shardEnds[shard], (plan.First + shard) * (rows / plan.Shards));
        (int firstRow, int endRow) = plan.RowsOf(plan.First + shard, _rows);
        Take(0, firstRow);
        int before = _aliveRows;
        Take(firstRow, endRow);
        if (_aliveRows == 0)
            return false;
        workspace.Part = new(before, Math.Min(_longest - NextStep, PieceSteps), _longestSource);
        workspace.InitialState = HasState ? Gather() : null;
        workspace.Load(_set!, _alive.AsSpan(0, _aliveRows), NextStep, PieceSteps);
        return true;
    }

    // Rows of a shard that has a set of its own: other shards are not known, so it is padded to its own longest row.
    private bool LoadOwn(int firstRow, int endRow, int firstMask)
    {
        Take(firstRow, endRow);
        if (_aliveRows == 0)
            return false;
        ReadOnlySpan<int> indices = _alive.AsSpan(0, _aliveRows);
        workspace.Part = new(firstMask, Longest(_set!, indices), _set!.Source is { } source ? Longest(source, indices) : 0);
        workspace.InitialState = null;
        workspace.Load(_set, indices, 0, PieceSteps);
        return true;
    }

    private static int BeginOf(ReadOnlySpan<int> ends, int shard) => shard == 0 ? 0 : ends[shard - 1];

    /// <summary>Keeps the state in which the rows at hand ended, where it is needed; after their forward pass.</summary>
    public void Keep()
    {
        if (Math.Min((long)NextStep + PieceSteps, _longest) < _longest || carry)
            Scatter();
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
            throw new ArgumentException($"The state in the checkpoint has {values.Length} values; {rows} rows need {state.Values.Length}. Delete it, or set Resume = false.");
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
        ModelState to = PieceState(), from = State!;
        foreach (StateInfo info in workspace.Description.States)
        {
            for (int layer = 0; layer < info.Count; layer++)
            {
                for (int row = 0; row < _aliveRows; row++)
                    Row(from, info, layer, _members[row]).CopyTo(Row(to, info, layer, row));
            }
        }

        return to;
    }

    private void Scatter()
    {
        ModelState to = MakeRoom(), from = PieceState();
        workspace.CopyFinalState(from);
        foreach (StateInfo info in workspace.Description.States)
        {
            for (int layer = 0; layer < info.Count; layer++)
            {
                for (int row = 0; row < _aliveRows; row++)
                    Row(from, info, layer, row).CopyTo(Row(to, info, layer, _members[row]));
            }
        }
    }

    private static Span<float> Row(ModelState state, StateInfo info, int layer, int row) =>
        state.Values.Slice(info.Offset * state.Batch + (layer * state.Batch + row) * info.Size, info.Size);
}
