using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// The weights of a dense layer, packed for the gradient of its input in blocks of outputs, so that a block stays in
/// the cache for all steps even where there are ten thousand classes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TransposedBlocks
{
    private const int Block = 1024;

    private readonly PackedMatrix[] _blocks;
    private readonly int _outputs;
    private readonly Channels _inputs;

    /// <summary>Room for weights [<paramref name="outputs"/>, inputs].</summary>
    public TransposedBlocks(int outputs, Channels inputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        _outputs = outputs;
        _inputs = inputs;
        _blocks = new PackedMatrix[(outputs + Block - 1) / Block];
        for (int i = 0; i < _blocks.Length; i++)
            _blocks[i] = PackedMatrix.ForBackward(GateLayout.Dense(Size(i)), inputs.Width);
    }

    /// <summary>Packs weights [outputs, inputs], row-major. Allocates nothing when packed again.</summary>
    public void Pack(ReadOnlySpan<float> weight)
    {
        int row = _inputs.Count;
        for (int i = 0; i < _blocks.Length; i++)
            _blocks[i].PackTransposed(weight.Slice(i * Block * row, Size(i) * row), _inputs, GateSlots.One);
    }

    /// <summary>dx_t += dy_t W for rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) that are alive at step t.</summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="dy">[T, B, <paramref name="dyStride"/>], the padding 0.</param>
    /// <param name="dyStride">Values from one row to the next.</param>
    /// <param name="dx">[T, B, <paramref name="dxStride"/>].</param>
    /// <param name="dxStride">Values from one row to the next.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public void AddProducts(
        TimeLayout time, ReadOnlySpan<float> dy, int dyStride, Span<float> dx, int dxStride, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        bool whole = TimeDistributedDense.IsWhole(time, rowBegin, rowEnd);
        for (int i = 0; i < _blocks.Length; i++)
        {
            ReadOnlySpan<float> own = dy[(i * Block)..];
            if (whole)
            {
                PanelGemm.Multiply(_blocks[i], time.Steps * time.Batch, default, own, dyStride, dx, dxStride, accumulate: true);
                continue;
            }

            for (int t = 0; t < time.Steps; t++)
            {
                int rows = Math.Min(time.Active[t], rowEnd) - rowBegin, from = t * time.Batch + rowBegin;
                if (rows <= 0)
                    break;
                PanelGemm.Multiply(
                    _blocks[i], rows, default, own[(from * dyStride)..], dyStride, dx[(from * dxStride)..], dxStride, accumulate: true);
            }
        }
    }

    private int Size(int block) => Math.Min(Block, _outputs - block * Block);
}
