using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch;

/// <summary>The outputs of a whole batch, without gradients.</summary>
internal sealed class TorchInfer : BenchItem
{
    private readonly TorchNetwork _network;
    private readonly Tensor _inputs;

    public TorchInfer(BenchCase c, TorchNetwork network, BatchData data)
    {
        _network = network;
        _inputs = TorchBatch.Inputs(c, data, c.Batch, c.Steps);
        network.eval();
    }

    public override void Run()
    {
        using var scope = NewDisposeScope();
        using var unwatched = inference_mode();
        _network.forward(_inputs);
    }

    public override void Dispose()
    {
        _network.Dispose();
        _inputs.Dispose();
        base.Dispose();
    }
}
