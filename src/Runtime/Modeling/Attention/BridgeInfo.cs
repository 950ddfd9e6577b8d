using System.Collections.Immutable;

namespace LstmGen;

/// <summary>One state of a decoder that starts as tanh(W s + b) of states of its encoder.</summary>
/// <param name="Weight">Place of W, [Size, inputs], in the parameter block.</param>
/// <param name="Bias">Place of b, [Size].</param>
/// <param name="Size">Units of the state.</param>
/// <param name="Offset">Values per row before it in the decoder's states.</param>
/// <param name="Inputs">The blocks of the encoder's states that stand side by side in s.</param>
public sealed record BridgeInfo(int Weight, int Bias, int Size, int Offset, ImmutableArray<BridgeInput> Inputs)
{
    /// <summary>Width of s.</summary>
    public int Width { get; } = Inputs.Sum(input => input.Size);
}
