using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>The facts of a self-attention layer that do not change with the batch.</summary>
/// <param name="Heads">Heads.</param>
/// <param name="Size">Channels of a head.</param>
/// <param name="Causal">Whether a step sees itself and earlier ones only.</param>
/// <param name="Dropout">Probability of dropping a weight while training.</param>
/// <param name="Stream">The random stream of its masks.</param>
/// <param name="Cache">Its place among what a stream keeps of every step; -1 where it cannot stream.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct SelfAttentionShape(int Heads, int Size, bool Causal, float Dropout, uint Stream, int Cache)
{
    /// <summary>Channels, E.</summary>
    public int Width => Heads * Size;
}
