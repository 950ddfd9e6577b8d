using LstmGen.Training;

namespace LstmGen.Bench.Peers.Products;

/// <summary>Values in the caller's order, [B, T, width], beside the same in the order of steps, [T, B, stride].</summary>
/// <param name="inside">Those in the order of steps.</param>
/// <param name="batch">Rows.</param>
/// <param name="steps">Steps of each.</param>
/// <param name="width">Values of a row at a step.</param>
/// <param name="stride">Values from one row of a step to the next.</param>
internal sealed class CallersOrder(AlignedBuffer inside, int batch, int steps, int width, int stride)
{
    // Rows that are copied side by side, as BatchFirst does.
    private const int Block = 8;

    private readonly AlignedBuffer _callers = Values.Random(batch * steps * width);

    /// <summary>Copies rows [begin, end) into the order of steps.</summary>
    public void BringIn(int begin, int end)
    {
        ReadOnlySpan<float> from = _callers.Span;
        Span<float> to = inside.Span;
        for (int first = begin; first < end; first += Block)
        {
            for (int t = 0; t < steps; t++)
            {
                for (int row = first; row < Math.Min(first + Block, end); row++)
                    from.Slice((row * steps + t) * width, width).CopyTo(to[((t * batch + row) * stride)..]);
            }
        }
    }

    /// <summary>Copies rows [begin, end) back.</summary>
    public void HandOut(int begin, int end)
    {
        ReadOnlySpan<float> from = inside.Span;
        Span<float> to = _callers.Span;
        for (int row = begin; row < end; row++)
        {
            for (int t = 0; t < steps; t++)
                from.Slice((t * batch + row) * stride, width).CopyTo(to[((row * steps + t) * width)..]);
        }
    }
}
