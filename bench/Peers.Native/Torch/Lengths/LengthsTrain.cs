using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch.Lengths;

using Adam = TorchSharp.Modules.Adam;

/// <summary>
/// A training step on rows of several lengths: zero gradients, forward, the mean loss over steps before each row's end, backward, clip to
/// norm 1, Adam.
/// </summary>
internal sealed class LengthsTrain : BenchItem
{
    private const long Ignored = -100; // libtorch's own default

    private readonly BenchCase _case;
    private readonly LengthsNetwork _network;
    private readonly Tensor _inputs, _targets, _mask, _loss = zeros(1);
    private readonly double _values;
    private readonly Parameter[] _parameters;
    private readonly Adam _adam;

    public LengthsTrain(BenchCase c, LengthsNetwork network, BatchData data)
    {
        (_case, _network) = (c, network);
        (_inputs, _targets) = (TorchBatch.Inputs(c, data, c.Batch, c.Steps), TorchBatch.Targets(c, data));
        using (Tensor lengths = TorchBatch.Long(data.Lengths, c.Batch, 1), steps = arange(c.Steps).unsqueeze(0))
            _mask = steps.lt(lengths);
        if (c.Head == "token")
            _targets.masked_fill_(_mask.logical_not(), Ignored);
        _values = (double)data.Lengths.Sum() * c.Hidden[^1] * c.Directions;
        _parameters = [.. network.parameters()];
        _adam = optim.Adam(_parameters, 1e-3);
        network.train();
    }

    /// <summary>Loss of the last step, before its update.</summary>
    public double Loss => _loss.item<float>();

    public override void Run()
    {
        using var scope = NewDisposeScope();
        _adam.zero_grad();
        Tensor loss = LossOf(_network.forward(_inputs));
        loss.backward();
        nn.utils.clip_grad_norm_(_parameters, 1.0);
        _adam.step();
        using var unwatched = no_grad();
        _loss.copy_(loss);
    }

    public override void Dispose()
    {
        _adam.Dispose();
        _network.Dispose();
        _inputs.Dispose();
        _targets.Dispose();
        _mask.Dispose();
        _loss.Dispose();
        base.Dispose();
    }

    private Tensor LossOf(Tensor outputs) => _case.Head == "none"
        ? ((outputs - _targets) * _mask.unsqueeze(2)).square().sum() / _values
        : TorchBatch.Loss(_case, outputs, _targets);
}
