using LstmGen.Bench.Peers.Grid;
using LstmGen.Training;

namespace LstmGen.Bench.Peers.Items;

/// <summary>
/// A training step as <c>Fit</c> makes it: a batch out of a data set, forward, loss, backward, clip to norm 1, Adam, zero gradients.
/// </summary>
internal sealed class TrainItem : BenchItem
{
    private readonly SequenceSet _set;
    private readonly int[] _rows;
    private readonly ModelWorkspace _workspace;
    private readonly SequencePieces _pieces;
    private readonly LossCounts? _counts;
    private readonly IPiecePass _pass;
    private readonly ParameterUpdate _update;
    private long _step;

    public TrainItem(BenchCase c, IRecurrentModel model, BatchData? data = null)
    {
        FitOptions options = new() { Optimizer = new Adam(1e-3f), ClipNorm = 1 };
        _set = (data ?? new(c)).Set();
        _rows = [.. Enumerable.Range(0, c.Batch)];
        _workspace = model.CreateWorkspace(training: true);
        _pieces = new(_workspace, 0, carry: false);
        _update = new(model, options.Optimizer, options, Trainable.Ranges(model.Description, options, options.Optimizer));
        bool grouped = GroupedPass.Fits(model, _workspace, options);
        LossTotals totals = new(model.Description);
        WholePass whole = new(_workspace, _pieces, new DirectPass(model, _workspace, _pieces), _update, totals, grouped);
        _counts = grouped ? new(_workspace, null, null) : null;
        _pass = grouped ? new GroupedPass(model, _workspace, _pieces, _update, totals, _counts!, whole) : whole;
    }

    /// <summary>Loss of the last step, before its update.</summary>
    public double Loss { get; private set; }

    /// <summary>Whether dropout acts; with it no two libraries draw the same masks.</summary>
    public bool Dropout
    {
        get => _workspace.Dropout;
        set => _workspace.Dropout = value;
    }

    public override void Run()
    {
        _pieces.Begin(new FeedBatch(_set, _rows));
        _counts?.Share(_pieces, null, 1);
        Loss = _pass.Run(_step++, last: true);
        _update.Apply(_update.Norm());
        _counts?.Clear();
    }

    public override void Dispose()
    {
        _update.Dispose();
        base.Dispose();
    }
}
