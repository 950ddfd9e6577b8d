using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch.Lengths;

/// <summary>The outputs of a batch of rows of several lengths, without gradients.</summary>
internal sealed class LengthsInfer : BenchItem
{
    private readonly BenchCase _case;
    private readonly LengthsNetwork _network;
    private readonly Tensor _inputs;

    public LengthsInfer(BenchCase c, LengthsNetwork network, BatchData data)
    {
        (_case, _network) = (c, network);
        _inputs = TorchBatch.Inputs(c, data, c.Batch, c.Steps);
        network.eval();
    }

    public override void Run()
    {
        using var scope = NewDisposeScope();
        using var unwatched = inference_mode();
        _network.forward(_inputs);
    }

    /// <summary>Largest difference from other outputs before each row's end.</summary>
    public double Difference(ReadOnlySpan<float> others, int[] lengths)
    {
        using var scope = NewDisposeScope();
        using var unwatched = inference_mode();
        float[] own = _network.forward(_inputs).contiguous().data<float>().ToArray();
        double most = 0;
        int rowLength = own.Length / lengths.Length, steps = _case.Head == "last" ? 1 : _case.Steps;
        for (int row = 0; row < lengths.Length; row++)
        {
            int valid = steps == 1 ? rowLength : rowLength / steps * lengths[row];
            for (int i = row * rowLength; i < row * rowLength + valid; i++)
                most = Math.Max(most, Math.Abs(own[i] - others[i]));
        }

        return most;
    }

    public override void Dispose()
    {
        _network.Dispose();
        _inputs.Dispose();
        base.Dispose();
    }
}
