using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch;

/// <summary>Steps of one sequence, one call each, whose states are the next call's.</summary>
internal sealed class TorchStream : BenchItem
{
    private const int Steps = 16;
    private readonly TorchNetwork _network;
    private readonly Tensor _input;
    private Tensor[][]? _states;

    public TorchStream(BenchCase c, TorchNetwork network, BatchData data)
    {
        _network = network;
        _input = TorchBatch.Inputs(c, data, 1, 1);
        network.eval();
    }

    public override int UnitsPerRun => Steps;

    public override void Run()
    {
        using var unwatched = inference_mode();
        for (int step = 0; step < Steps; step++)
        {
            Tensor[][]? before = _states;
            using (var scope = NewDisposeScope())
            {
                (_, _states) = _network.Run(_input, before);
                foreach (Tensor[] layer in _states)
                    scope.Detach(layer);
            }

            Free(before);
        }
    }

    public override void Dispose()
    {
        Free(_states);
        _network.Dispose();
        _input.Dispose();
        base.Dispose();
    }

    private static void Free(Tensor[][]? states)
    {
        foreach (Tensor state in states?.SelectMany(layer => layer) ?? [])
            state.Dispose();
    }
}
