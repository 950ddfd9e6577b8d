using LstmGen.Bench.Peers.Items;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch.Cells;

using TorchAdam = TorchSharp.Modules.Adam;

/// <summary>A training step: zero gradients, forward, loss, backward, clip to norm 1, Adam.</summary>
internal sealed class ZooTrain(ZooNetwork network, Tensor inputs, Tensor targets) : BenchItem
{
    private readonly Parameter[] _parameters = network.Trained;
    private readonly TorchAdam _adam = optim.Adam(network.Trained, 1e-3);

    /// <summary>Loss of the last step, before its update.</summary>
    public double Loss { get; private set; }

    public override void Run()
    {
        using var scope = NewDisposeScope();
        _adam.zero_grad();
        Tensor loss = nn.functional.mse_loss(network.forward(inputs), targets);
        loss.backward();
        nn.utils.clip_grad_norm_(_parameters, 1.0);
        _adam.step();
        Loss = loss.item<float>();
    }

    public override void Dispose()
    {
        _adam.Dispose();
        network.Dispose();
        base.Dispose();
    }
}
