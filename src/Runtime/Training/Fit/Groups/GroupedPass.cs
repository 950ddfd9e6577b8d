using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>
/// A batch of a small model in groups of rows, see <see cref="RowGroups"/>. A thread computes some groups from the input to the gradient,
/// in a workspace that stays in the cache of its processor; threads meet when all groups are done. Gradients of groups are added as a
/// binary tree over their numbers, as those of shards are, so that the sum does not depend on who computed them.
/// </summary>
internal sealed class GroupedPass : IPiecePass, IParallelWork
{
    private const int RowsPhase = 0, SumPhase = 1;

    private readonly IRecurrentModel _model;
    private readonly ModelWorkspace _workspace;
    private readonly SequencePieces _pieces;
    private readonly AlignedBuffer _gradients;
    private readonly LossTotals _totals;
    private readonly WholePass _whole; // of a batch that is not cut
    private readonly RowGroups _groups;
    private readonly List<GroupLane> _lanes = [];
    private readonly TreeSum.Known _known;
    private readonly LossCounts _counts;
    private readonly double[] _means, _counted; // of each head
    private readonly float[] _sum;
    private ShardPlan _plan = new(1, 0, 1); // groups as shards, lanes as ranks
    private ShardRange[][] _subtrees = [];  // of each lane
    private double[] _losses = [];          // [groups, heads]
    private int _parts;

    /// <summary>Whether a training computes groups: on this processor, where a batch is computed at once and the model is small.</summary>
    public static bool Fits(IRecurrentModel model, ModelWorkspace workspace, FitOptions options) =>
        workspace.HasParts && RowGroups.Fits(model.Parameters.Count) && options.TruncatedSteps is null && !options.CarryState
        && options.RecomputedSteps is null && options.ShardCount == 0;

    /// <param name="model">The model.</param>
    /// <param name="workspace">The training's, whose heads know what all rows of an update count.</param>
    /// <param name="pieces">The batch.</param>
    /// <param name="update">Takes the gradient.</param>
    /// <param name="totals">Takes the losses.</param>
    /// <param name="counts">Knows what they count.</param>
    /// <param name="whole">Computes batches that are not cut.</param>
    public GroupedPass(
        IRecurrentModel model, ModelWorkspace workspace, SequencePieces pieces, ParameterUpdate update, LossTotals totals,
        LossCounts counts, WholePass whole)
    {
        (_model, _workspace, _pieces, _gradients) = (model, workspace, pieces, update.GradientBlock);
        (_totals, _counts, _whole) = (totals, counts, whole);
        _groups = new RowGroups(model.Parameters.Count);
        _known = IsKnown;
        (_means, _counted) = (new double[workspace.Heads.Length], new double[workspace.Heads.Length]);
        _sum = new float[model.Parameters.Count];
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> HeadLosses => _groups.Count == 1 ? _whole.HeadLosses : _means;

    /// <inheritdoc/>
    public double Run(long step, bool last)
    {
        _pieces.TakeAll();
        _groups.Take(_pieces.Set, _pieces.Taken);
        if (_groups.Count == 1)
            return _whole.Run(step, last);
        _workspace.Step = step;
        Plan(Math.Min(_workspace.PlanParts(_pieces.Rows, _groups.Steps), _groups.Count));
        _workspace.UpdateWeights();
        _workspace.RunTimed(this, RowsPhase, _plan.Ranks);
        _parts = SharedBlock.Parts(_sum.Length);
        WorkerPool.Shared.Run(this, SumPhase, _parts);
        _pieces.Finish();
        return AddLosses();
    }

    /// <inheritdoc/>
    public void Run(int phase, int part)
    {
        if (phase == RowsPhase)
            _lanes[part].Run(_subtrees[part], _losses);
        else
            AddGradients(SharedBlock.Range(_sum.Length, part, _parts));
    }

    private void Plan(int lanes)
    {
        if (_plan.Shards == _groups.Count && _plan.Ranks == lanes)
            return;
        _plan = new(_groups.Count, 0, lanes);
        _subtrees = new ShardRange[lanes][];
        for (int lane = 0; lane < lanes; lane++)
            _subtrees[lane] = [.. _plan.SubtreesOf(lane)];
        while (_lanes.Count < lanes)
            _lanes.Add(new GroupLane(_model, _workspace, _pieces, _groups));
        int losses = _groups.Count * _means.Length;
        if (_losses.Length < losses)
            _losses = new double[losses];
    }

    private void AddGradients((int From, int To) range)
    {
        Span<float> sum = _sum.AsSpan(range.From..range.To);
        TreeSum.Of(new(0, _plan.Shards), _known, range.From, sum);
        Elementwise.AddInPlace(_gradients.Span[range.From..range.To], sum);
    }

    // The sum of a lane's subtree.
    private bool IsKnown(ShardRange node, int from, int length, out ReadOnlySpan<float> values)
    {
        for (int lane = 0; lane < _subtrees.Length; lane++)
        {
            for (int i = 0; i < _subtrees[lane].Length; i++)
            {
                if (_subtrees[lane][i].First == node.First && _subtrees[lane][i].End == node.End)
                {
                    values = _lanes[lane].Sum(i).Slice(from, length);
                    return true;
                }
            }
        }

        values = default;
        return false;
    }

    private double AddLosses()
    {
        double total = 0;
        _counts.Of(_pieces.Set, _pieces.Taken, _counted);
        for (int head = 0; head < _means.Length; head++)
        {
            double sum = 0;
            for (int group = 0; group < _groups.Count; group++)
                sum += _losses[(group * _means.Length) + head];
            _totals.Sums[head] += sum;
            _totals.Counts[head] += _counted[head];
            _means[head] = _counted[head] == 0 ? 0 : sum / _counted[head];
            total += _workspace.Description.Heads[head].LossWeight * _means[head];
        }

        return total;
    }
}
