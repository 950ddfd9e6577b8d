using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// What the rows of a batch attend to: the encoder's outputs, [B, S, width], row after row in the workspace's order. Streams that go on
/// from one another share it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SourceBlock
{
    private int[] _lengths = [];

    /// <summary>Rows, B.</summary>
    public int Rows { get; private set; }

    /// <summary>Steps of the longest source, S.</summary>
    public int Steps { get; private set; }

    /// <summary>Channels of a step.</summary>
    public int Width { get; private set; }

    /// <summary>Stored values of a step: the channels rounded up to 8.</summary>
    public int Stride => Panel.Pad(Width);

    /// <summary>Valid steps of each row.</summary>
    public ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, Rows);

    /// <summary>The outputs, [B, S, stride]; 0 past a row's end.</summary>
    public AlignedBuffer Outputs { get; } = new();

    /// <summary>Gradient of the loss with respect to <see cref="Outputs"/>; in training.</summary>
    public AlignedBuffer Gradient { get; } = new();

    /// <summary>Counts how often the outputs were set.</summary>
    internal int Version { get; private set; }

    /// <summary>Whether several workspaces read it, so that none may change it.</summary>
    internal bool Shared { get; set; }

    /// <summary>Clears the gradient of rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>).</summary>
    public void ClearGradient(int rowBegin, int rowEnd) => Gradient.Span[(rowBegin * Steps * Stride)..(rowEnd * Steps * Stride)].Clear();

    internal void Set(
        ReadOnlySpan<float> outputs, int rows, int steps, int width, ReadOnlySpan<int> lengths, ReadOnlySpan<int> order, bool training)
    {
        (Rows, Steps, Width) = (rows, steps, width);
        Version++;
        Outputs.EnsureLength(checked(rows * steps * Stride));
        if (training)
            Gradient.EnsureLength(rows * steps * Stride);
        if (_lengths.Length < rows)
            _lengths = new int[rows];
        Span<float> stored = Outputs.Span;
        for (int row = 0; row < rows; row++)
        {
            int caller = order[row], length = lengths.IsEmpty ? steps : lengths[caller];
            _lengths[row] = length;
            for (int t = 0; t < steps; t++)
            {
                Span<float> to = stored.Slice((row * steps + t) * Stride, Stride);
                if (t < length)
                    outputs.Slice((caller * steps + t) * width, width).CopyTo(to);
                to[(t < length ? width : 0)..].Clear();
            }
        }
    }

    internal void CopyGradient(Span<float> destination, ReadOnlySpan<int> order)
    {
        ReadOnlySpan<float> gradient = Gradient.Span;
        for (int row = 0; row < Rows; row++)
        {
            for (int t = 0; t < Steps; t++)
                gradient.Slice((row * Steps + t) * Stride, Width).CopyTo(destination[((order[row] * Steps + t) * Width)..]);
        }
    }
}
