using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>
/// What one thread needs to compute groups of rows: a workspace for some groups at once, and the sums of gradients.
/// </summary>
internal sealed class GroupLane
{
    private readonly IRecurrentModel _model;
    private readonly ModelWorkspace _main, _workspace;
    private readonly SequencePieces _pieces;
    private readonly RowGroups _groups;
    private readonly List<AlignedBuffer> _sums = [], _right = []; // of each subtree; of right halves, by depth
    private int[] _sequences = [], _rows = [];
    private int _begin, _end, _last; // groups in the workspace, and the end of those that the lane computes

    /// <summary>A lane of a training.</summary>
    /// <param name="model">The model.</param>
    /// <param name="main">The training's workspace, which has the weights, the seed, and what each head divides by.</param>
    /// <param name="pieces">The batch.</param>
    /// <param name="groups">Its groups.</param>
    public GroupLane(IRecurrentModel model, ModelWorkspace main, SequencePieces pieces, RowGroups groups)
    {
        (_model, _main, _pieces, _groups) = (model, main, pieces, groups);
        _workspace = model.CreateWorkspace(training: true);
        _workspace.StayAlone();
        for (int head = 0; head < main.Heads.Length; head++)
            _workspace.Heads[head].ShareWeights(main.Heads[head]);
    }

    /// <summary>The gradient of a subtree that was computed last, by its number in the lane.</summary>
    public ReadOnlySpan<float> Sum(int subtree) => _sums[subtree].Span;

    /// <summary>Computes the groups of some subtrees of the sum, which follow one another.</summary>
    /// <param name="subtrees">Which groups, and how their gradients are added.</param>
    /// <param name="losses">Receives the sums of losses, [groups, heads].</param>
    public void Run(ReadOnlySpan<ShardRange> subtrees, Span<double> losses)
    {
        (_workspace.Seed, _workspace.Step, _workspace.Dropout) = (_main.Seed, _main.Step, _main.Dropout);
        (_end, _last) = (0, subtrees[^1].End);
        for (int i = 0; i < subtrees.Length; i++)
            Sum(subtrees[i], losses, Block(_sums, i), 0);
    }

    private void Sum(ShardRange node, Span<double> losses, AlignedBuffer to, int depth)
    {
        if (node.IsLeaf)
        {
            Compute(node.First, losses, to);
            return;
        }

        Sum(node.Left, losses, to, depth);
        AlignedBuffer right = Block(_right, depth);
        Sum(node.Right, losses, right, depth + 1);
        Elementwise.AddInPlace(to.Span, right.Span);
    }

    // Groups are asked for in their order.
    private void Compute(int group, Span<double> losses, AlignedBuffer gradients)
    {
        if (group >= _end)
            ComputeFrom(group);
        int first = _groups.Begin(_begin), rowBegin = _groups.Begin(group) - first, rowEnd = _groups.Begin(group + 1) - first;
        int heads = _workspace.Heads.Length;
        for (int head = 0; head < heads; head++)
            losses[(group * heads) + head] = _workspace.Heads[head].LossesOf(rowBegin, rowEnd);
        gradients.Clear();
        _workspace.AddGradientsAlone(gradients, rowBegin, rowEnd);
    }

    // As many groups as fit in the cache, from the input to the gradients of all steps.
    private void ComputeFrom(int group)
    {
        int begin = _groups.Begin(group);
        (_begin, _end) = (group, group + 1);
        while (_end < _last && _groups.Begin(_end + 1) - begin <= _groups.RowsAtOnce)
            _end++;
        Load(_groups.Rows(begin, _groups.Begin(_end)));
        for (int head = 0; head < _workspace.Heads.Length; head++)
            _workspace.Heads[head].SharedNormalizer = _main.Heads[head].SharedNormalizer;
        _workspace.ForwardAlone(_main);
        _model.Loss(_workspace);
        _workspace.BackwardAlone();
    }

    private void Load(ReadOnlySpan<int> rows)
    {
        if (_rows.Length < rows.Length)
            (_sequences, _rows) = (new int[rows.Length], new int[rows.Length]);
        rows.CopyTo(_rows);
        for (int row = 0; row < rows.Length; row++)
            _sequences[row] = _pieces.Taken[rows[row]];
        _workspace.Part = new(0, 0, 0) { Rows = _rows, WholeSteps = _groups.Steps };
        _workspace.LoadBatch(_pieces.Set, _sequences.AsSpan(0, rows.Length), 0, int.MaxValue, targets: true);
    }

    private AlignedBuffer Block(List<AlignedBuffer> blocks, int index)
    {
        while (blocks.Count <= index)
            blocks.Add(new AlignedBuffer(_model.Parameters.Count));
        return blocks[index];
    }
}
