using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>
/// The sequences of a set in batches, which threads predict side by side, each in a workspace of its own; where threads share a batch
/// rather, one after another in one workspace.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="main">A workspace of the model, without a batch.</param>
/// <param name="set">The sequences, which fit the model.</param>
/// <param name="head">Number of the head.</param>
internal sealed class PredictionLanes(IRecurrentModel model, ModelWorkspace main, SequenceSet set, int head) : IParallelWork
{
    // Each thread has activations of its own: rows times steps up to which it computes a whole batch.
    private const int MostPairs = 16_384;

    private readonly float[][] _results = new float[set.Count][];
    private Lane[] _lanes = [];
    private int _batches, _next;

    /// <summary>Predicts all sequences.</summary>
    /// <param name="batchSize">Sequences at most that a thread computes together.</param>
    /// <returns>What each sequence gives, [N].</returns>
    public float[][] Run(int batchSize)
    {
        if (set.Count == 0)
            return _results;
        int most = Math.Min(batchSize, set.Count), longest = Longest();
        int threads = main.HasParts ? main.PlanParts(most, longest) : 1;
        long together = (long)RowsAtMost(most, longest, threads) * threads, rounds = (set.Count + together - 1) / together;
        _batches = (int)Math.Min(set.Count, rounds * threads); // as many for each thread
        _lanes = [new Lane(main)];
        if (threads == 1)
        {
            Run(0, 0);
            return _results;
        }

        _lanes = [.. _lanes, .. Enumerable.Range(1, threads - 1).Select(_ => new Lane(model.CreateWorkspace(training: false)))];
        foreach (Lane lane in _lanes)
            lane.Workspace.StayAlone();
        WorkerPool.Shared.Run(this, 0, threads);
        return _results;
    }

    /// <summary>
    /// Rows that a thread computes together: all of a batch, or, where that is large, a share of it, so that threads need as much room as
    /// one.
    /// </summary>
    /// <param name="rows">Rows of a batch.</param>
    /// <param name="steps">Steps of the longest.</param>
    /// <param name="threads">Threads.</param>
    internal static int RowsAtMost(int rows, int steps, int threads) =>
        Math.Min(rows, Math.Max((int)(((long)rows + threads - 1) / threads), MostPairs / steps));

    /// <inheritdoc/>
    public void Run(int phase, int part)
    {
        for (int batch = Interlocked.Increment(ref _next) - 1; batch < _batches; batch = Interlocked.Increment(ref _next) - 1)
            Predict(_lanes[part], Begin(batch), Begin(batch + 1));
    }

    private int Begin(int batch) => (int)((long)set.Count * batch / _batches);

    private int Longest()
    {
        int longest = 1;
        for (int i = 0; i < set.Count; i++)
            longest = Math.Max(longest, set.Length(i));
        return longest;
    }

    private void Predict(Lane lane, int begin, int end)
    {
        ModelWorkspace workspace = lane.Workspace;
        int rows = end - begin;
        if (lane.Indices.Length < rows)
            lane.Indices = new int[rows];
        for (int row = 0; row < rows; row++)
            lane.Indices[row] = begin + row;
        workspace.Load(set, lane.Indices.AsSpan(0, rows));
        model.Forward(workspace);
        HeadWorkspace own = workspace.Heads[head];
        int width = own.Info.Outputs, count = own.Rows * width, rowLength = count / rows;
        if (lane.Outputs.Length < count)
            lane.Outputs = new float[count];
        Span<float> outputs = lane.Outputs.AsSpan(0, count);
        own.CopyOutputs(outputs);
        model.ToPredictionInPlace(workspace, head, outputs);
        for (int row = 0; row < rows; row++)
        {
            int caller = workspace.Order[row], valid = own.Info.EveryStep ? own.Time.Lengths[row] * width : width;
            _results[begin + caller] = outputs.Slice(caller * rowLength, valid).ToArray();
        }
    }

    private sealed class Lane(ModelWorkspace workspace)
    {
        public readonly ModelWorkspace Workspace = workspace;
        public int[] Indices = [];
        public float[] Outputs = [];
    }
}
