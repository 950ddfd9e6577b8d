using LstmGen.Kernels;

namespace LstmGen.Modeling;

/// <summary>Brings values from the caller's order, [B, T, width], to the kernels': [T, B, stride], rows by falling length.</summary>
internal sealed unsafe class BatchFirst : IParallelWork
{
    // Below this many values the pool costs more than it saves.
    private const int WorthSharing = 1 << 15;

    [ThreadStatic]
    private static BatchFirst? t_shared;

    private float* _source, _destination;
    private int* _order, _lengths;
    private int _width, _stride, _batch, _steps, _parts;

    /// <summary>Copies the valid steps of each row and clears the others; padding lanes are left as they are.</summary>
    public static void Load(
        ReadOnlySpan<float> source, int width, TimeLayout time, ReadOnlySpan<int> order, Span<float> destination, int stride)
    {
        BatchFirst work = t_shared ??= new BatchFirst();
        fixed (float* from = source, to = destination)
        fixed (int* rows = order, lengths = time.Lengths)
        {
            work._source = from;
            work._destination = to;
            work._order = rows;
            work._lengths = lengths;
            work._width = width;
            work._stride = stride;
            work._batch = time.Batch;
            work._steps = time.Steps;
            work._parts = source.Length < WorthSharing ? 1 : WorkerPool.Shared.Threads;
            if (work._parts == 1)
                work.Run(0, 0);
            else
                WorkerPool.Shared.Run(work, 0, work._parts);
        }
    }

    /// <inheritdoc/>
    public void Run(int phase, int part)
    {
        int begin = (int)((long)_steps * part / _parts), end = (int)((long)_steps * (part + 1) / _parts);
        nint row = (nint)_steps * _width;
        for (int t = begin; t < end; t++)
        {
            float* source = _source + (nint)t * _width, to = _destination + (nint)t * _batch * _stride;
            for (int r = 0; r < _batch; r++, to += _stride)
            {
                float* from = source + _order[r] * row;
                if (t >= _lengths[r])
                    new Span<float>(to, _width).Clear();
                else if (_width == 1)
                    *to = *from;
                else
                    new ReadOnlySpan<float>(from, _width).CopyTo(new Span<float>(to, _width));
            }
        }
    }
}
