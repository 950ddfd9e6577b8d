using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch;

/// <summary>A batch as tensors, with the values that the declared model is given.</summary>
internal static class TorchBatch
{
    /// <summary>The inputs of the first rows and steps, [rows, steps, inputs] or [rows, steps] tokens.</summary>
    public static Tensor Inputs(BenchCase c, BatchData data, int rows, int steps) => c.Vocabulary > 0
        ? Long(data.Tokens[..(rows * steps)], rows, steps)
        : tensor(data.Features[..(rows * steps * c.Input)].ToArray(), [rows, steps, c.Input]);

    public static Tensor Targets(BenchCase c, BatchData data)
    {
        long[] lead = c.Head == "last" ? [c.Batch] : [c.Batch, c.Steps];
        int width = c.Head == "none" ? c.Hidden[^1] * c.Directions : c.Outputs;
        return c.Loss == "ce" ? Long(data.Classes, lead) : tensor(data.Values.ToArray(), [.. lead, width]);
    }

    /// <summary>The case's loss, a mean.</summary>
    public static Tensor Loss(BenchCase c, Tensor outputs, Tensor targets) => c.Loss switch
    {
        "ce" => nn.functional.cross_entropy(outputs.reshape(-1, c.Outputs), targets.reshape(-1)),
        "bce" => nn.functional.binary_cross_entropy_with_logits(outputs, targets),
        _ => nn.functional.mse_loss(outputs, targets),
    };

    public static Tensor Long(ReadOnlySpan<int> values, params long[] shape)
    {
        long[] wide = new long[values.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = values[i];
        return tensor(wide, shape);
    }
}
