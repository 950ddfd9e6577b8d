using LstmGen.Bench.Peers.Grid;
using LstmGen.Training;

namespace LstmGen.Bench.Peers.Items;

/// <summary>
/// A training step: zero gradients, forward, loss, backward, clip to norm 1, Adam. Inputs and targets are handed over anew each time.
/// </summary>
internal sealed class TrainItem(BenchCase c, IRecurrentModel model, BatchData? data = null) : BenchItem
{
    private readonly BatchData _data = data ?? new(c);
    private readonly ModelWorkspace _workspace = model.CreateWorkspace(training: true);
    private readonly AlignedBuffer _gradients = new(model.Parameters.Count);
    private readonly Adam _adam = new(1e-3f);

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
        int count = model.Parameters.Count;
        _data.SetInputs(_workspace);
        _data.SetTargets(_workspace);
        _workspace.Step++;
        _gradients.Clear();
        model.Forward(_workspace);
        Loss = model.Loss(_workspace);
        model.Backward(_workspace, _gradients);
        GradientClipping.ByNorm(_gradients.Span[..count], 1f);
        _adam.Step(model.Parameters, _gradients.Span[..count]);
    }
}
