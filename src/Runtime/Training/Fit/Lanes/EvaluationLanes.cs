using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>
/// Batches of an evaluation of a small model that threads compute side by side, up to the losses, each in a workspace of its own.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="main">The evaluation's workspace, which has the weights of the loss.</param>
internal sealed class EvaluationLanes(IRecurrentModel model, ModelWorkspace main) : IParallelWork
{
    // Each workspace has activations of its own: rows times steps of which they stay small.
    private const int MostPairs = 16_384;

    private readonly List<Lane> _lanes = [];

    /// <summary>Batches that wait to be computed.</summary>
    public int Count { get; private set; }

    /// <summary>Whether so many wait as there are threads.</summary>
    public bool IsFull => Count >= WorkerPool.Shared.ThreadsNow;

    /// <summary>Takes one more batch; false where threads should rather share its rows.</summary>
    public bool TryAdd(FeedBatch batch)
    {
        if (WorkerPool.Shared.ThreadsNow == 1 || !main.HasParts || model.Parameters.Count > RowGroups.FewParameters
            || Pairs(batch) > MostPairs)
            return false;
        if (_lanes.Count == Count)
            _lanes.Add(new Lane(model, main));
        _lanes[Count++].Take(batch);
        return true;
    }

    /// <summary>Computes the batches that wait.</summary>
    /// <returns>How many they were.</returns>
    public int Compute()
    {
        int batches = Count;
        Count = 0;
        WorkerPool.Shared.Run(this, 0, batches);
        return batches;
    }

    /// <summary>The workspace of a batch that was computed last, with its outputs and losses.</summary>
    public ModelWorkspace Workspace(int batch) => _lanes[batch].Workspace;

    /// <inheritdoc/>
    public void Run(int phase, int part) => _lanes[part].Compute(model);

    private static long Pairs(FeedBatch batch)
    {
        long longest = 0;
        foreach (int index in batch.Indices)
            longest = Math.Max(longest, batch.Set.Length(index));
        return longest * batch.Indices.Length;
    }

    private sealed class Lane
    {
        private SequenceSet _set = null!; // set before it is computed
        private int[] _rows = [];
        private int _count;

        public Lane(IRecurrentModel model, ModelWorkspace main)
        {
            Workspace = model.CreateWorkspace(training: true);
            Workspace.Dropout = false;
            Workspace.StayAlone();
            for (int head = 0; head < main.Heads.Length; head++)
                Workspace.Heads[head].ShareWeights(main.Heads[head]);
        }

        public ModelWorkspace Workspace { get; }

        public void Take(FeedBatch batch)
        {
            (_set, _count) = (batch.Set, batch.Indices.Length);
            if (_rows.Length < _count)
                _rows = new int[_count];
            batch.Indices.CopyTo(_rows);
        }

        public void Compute(IRecurrentModel model)
        {
            Workspace.Load(_set, _rows.AsSpan(0, _count));
            model.Forward(Workspace);
            model.Loss(Workspace);
        }
    }
}
