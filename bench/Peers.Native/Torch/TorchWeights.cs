using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LstmGen.Bench.Torch;

/// <summary>Weights of a declared model in a network of libtorch.</summary>
internal static class TorchWeights
{
    /// <summary>Sets all weights; <paramref name="values"/> has the declared model's, which lie in the same order.</summary>
    public static void Load(nn.Module network, ReadOnlySpan<float> values)
    {
        using var scope = NewDisposeScope();
        using var unwatched = no_grad();
        foreach (Parameter parameter in network.parameters())
        {
            int count = (int)parameter.numel();
            parameter.copy_(tensor(values[..count].ToArray(), parameter.shape));
            values = values[count..];
        }

        if (values.Length > 0)
            throw new ArgumentException($"{values.Length} weights are left over: the networks differ.", nameof(values));
    }
}
