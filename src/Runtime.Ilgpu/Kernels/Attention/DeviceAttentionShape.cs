using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>The facts of a self-attention layer as kernels read them.</summary>
/// <param name="shape">The layer.</param>
/// <param name="stride">Values from one row of q, k and v to the next.</param>
/// <param name="contextStride">Values from one row of the weighted sums to the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DeviceAttentionShape(SelfAttentionShape shape, int stride, int contextStride)
{
    /// <summary>Heads.</summary>
    public readonly int Heads = shape.Heads;

    /// <summary>Channels of a head.</summary>
    public readonly int Size = shape.Size;

    /// <summary>1 where a step sees itself and earlier ones only.</summary>
    public readonly int Causal = shape.Causal ? 1 : 0;

    /// <summary>Its place among what a stream keeps of every step; -1 where it cannot stream.</summary>
    public readonly int Cache = shape.Cache;

    /// <summary>Values from one row of q, k and v to the next.</summary>
    public readonly int Stride = stride;

    /// <summary>Values from one row of the weighted sums to the next.</summary>
    public readonly int ContextStride = contextStride;

    /// <summary>1 / sqrt(size).</summary>
    public readonly float Scale = 1 / MathF.Sqrt(shape.Size);

    /// <summary>Channels.</summary>
    public readonly int Width => Heads * Size;

    /// <summary>How many steps step <paramref name="t"/> of a row sees.</summary>
    public readonly int Seen(int t, int length) => Causal != 0 ? t + 1 : length;

    /// <summary>Where the weights of a row, head and step begin, [B, heads, T, T rounded up to 8].</summary>
    public readonly int WeightsAt(StepLayout time, int row, int head, int t) => ((row * Heads + head) * time.Steps + t) * Padded(time);

    /// <summary>Values of a step's weights.</summary>
    public static int Padded(StepLayout time) => (time.Steps + 7) / 8 * 8;

    /// <summary>Position of a weight in its random stream.</summary>
    public readonly long Position(StepLayout time, int row, int head, int t, int u) =>
        ((time.MaskRow(row) * Heads + head) * time.Steps + t) * time.Steps + u;
}
