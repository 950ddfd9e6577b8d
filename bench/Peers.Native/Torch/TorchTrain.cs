using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch;

using Adam = TorchSharp.Modules.Adam;

/// <summary>A training step: zero gradients, forward, loss, backward, clip to norm 1, Adam.</summary>
internal sealed class TorchTrain : BenchItem
{
    private readonly BenchCase _case;
    private readonly TorchNetwork _network;
    private readonly Tensor _inputs, _targets, _loss = zeros(1);
    private readonly Parameter[] _parameters;
    private readonly Adam _adam;

    public TorchTrain(BenchCase c, TorchNetwork network, BatchData data)
    {
        _case = c;
        _network = network;
        (_inputs, _targets) = (TorchBatch.Inputs(c, data, c.Batch, c.Steps), TorchBatch.Targets(c, data));
        _parameters = [.. network.parameters()];
        _adam = optim.Adam(_parameters, 1e-3);
        network.train();
    }

    /// <summary>Whether each step keeps its loss for <see cref="Loss"/>: one copy more.</summary>
    public bool KeepLoss { get; init; }

    /// <summary>Loss of the last step, before its update.</summary>
    public double Loss => _loss.item<float>();

    public override void Run()
    {
        using var scope = NewDisposeScope();
        _adam.zero_grad();
        Tensor loss = TorchBatch.Loss(_case, _network.forward(_inputs), _targets);
        loss.backward();
        nn.utils.clip_grad_norm_(_parameters, 1.0);
        _adam.step();
        if (KeepLoss)
        {
            using var unwatched = no_grad();
            _loss.copy_(loss);
        }
    }

    public override void Dispose()
    {
        _adam.Dispose();
        _network.Dispose();
        _inputs.Dispose();
        _targets.Dispose();
        _loss.Dispose();
        base.Dispose();
    }
}
