using LstmGen.Bench.Peers.Grid;
using LstmGen.Training;

namespace LstmGen.Bench.Peers.Items;

/// <summary>
/// The outputs of a whole batch, from the user's array to the user's array: what <c>Predict</c> does, but for softmax and sigmoid, which
/// the peers' networks do not end in either.
/// </summary>
internal sealed class InferItem(BenchCase c, IRecurrentModel model, BatchData? data = null) : BenchItem
{
    private readonly BatchData _data = data ?? new(c);
    private readonly ModelWorkspace _workspace = model.CreateWorkspace(training: false);
    private readonly float[] _outputs = new float[c.Batch * (c.Head == "last" ? 1 : c.Steps) * model.Description.Heads[0].Outputs];

    public BatchData Data => _data;

    /// <summary>[B, outputs], or [B, T, outputs] at every step.</summary>
    public ReadOnlySpan<float> Outputs => _outputs;

    public override void Run()
    {
        if (_workspace.PredictParts(model, _data.Batch, _outputs, raw: true))
            return;
        _data.SetInputs(_workspace);
        model.Forward(_workspace);
        _workspace.Heads[0].CopyOutputs(_outputs);
    }
}
