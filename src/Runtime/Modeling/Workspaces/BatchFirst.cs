using System.Numerics;
using System.Runtime.CompilerServices;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// Brings values from the caller's order, [B, T, width], or from a data set, to the kernels', [T, B, stride] with rows by falling length,
/// and back. Rows are shared out as in the passes, so that a processor finds its rows in its own cache.
/// </summary>
internal sealed unsafe class BatchFirst : IParallelWork
{
    private const int PhaseLoad = 0, PhaseStore = 1;

    // Below this many values the pool costs more than it saves.
    private const int WorthSharing = 1 << 13;

    // Rows read side by side: as many streams as a processor reads ahead.
    private const int RowBlock = 8;

    [ThreadStatic]
    private static BatchFirst? t_shared;

    private float* _callers, _inside;
    private int[] _starts = []; // of each row inside, among the caller's values
    private int* _lengths;
    private int _width, _stride, _batch, _steps, _parts;
    private ModelWorkspace? _workspace; // of the run under way
    private volatile bool _isFinite;

    /// <summary>Copies the valid steps of each row and clears the others; padding lanes are left as they are.</summary>
    /// <param name="source">[B, T, <paramref name="width"/>] in the caller's order.</param>
    /// <param name="width">Values of a step.</param>
    /// <param name="steps">T.</param>
    /// <param name="workspace">Says how rows are ordered and shared out.</param>
    /// <param name="time">The valid steps of each row.</param>
    /// <param name="destination">[T, B, <paramref name="stride"/>] in the order inside.</param>
    /// <param name="stride">Values from one row of <paramref name="destination"/> to the next.</param>
    /// <returns>Whether what was copied is finite throughout.</returns>
    public static bool Load(
        ReadOnlySpan<float> source, int width, int steps, ModelWorkspace workspace, TimeLayout time, Span<float> destination, int stride)
    {
        if (time.Batch == 1 && steps == 1) // a step of a stream
        {
            source[..width].CopyTo(destination);
            return NonFinite.FirstIndex(source[..width]) < 0;
        }

        BatchFirst work = t_shared ??= new BatchFirst();
        work.StartRows(workspace.Order, steps * width);
        fixed (float* from = source, to = destination)
            return work.Run(PhaseLoad, from, to, width, stride, steps, workspace, time);
    }

    /// <summary>Copies rows of a data set, which are finite; the steps after each row's end are cleared.</summary>
    /// <param name="block">All values of the set.</param>
    /// <param name="starts">Where each row inside begins, [B].</param>
    /// <param name="width">Values of a step.</param>
    /// <param name="steps">T.</param>
    /// <param name="workspace">Says how rows are shared out.</param>
    /// <param name="time">The valid steps of each row.</param>
    /// <param name="destination">[T, B, <paramref name="stride"/>] in the order inside.</param>
    /// <param name="stride">Values from one row of <paramref name="destination"/> to the next.</param>
    public static void Load(
        ReadOnlySpan<float> block, ReadOnlySpan<int> starts, int width, int steps, ModelWorkspace workspace, TimeLayout time,
        Span<float> destination, int stride)
    {
        BatchFirst work = t_shared ??= new BatchFirst();
        starts.CopyTo(work.Reserve(starts.Length));
        fixed (float* from = block, to = destination)
            work.Run(PhaseLoad, from, to, width, stride, steps, workspace, time);
    }

    /// <summary>Copies the valid steps of each row back and clears the others.</summary>
    /// <inheritdoc cref="Load(ReadOnlySpan{float}, int, int, ModelWorkspace, TimeLayout, Span{float}, int)" path="/param"/>
    public static void Store(
        ReadOnlySpan<float> source, int stride, int steps, ModelWorkspace workspace, TimeLayout time, Span<float> destination, int width)
    {
        if (source.Length < (long)time.Batch * steps * stride)
            throw new ArgumentException($"source has {source.Length} values; {time.Batch} rows x {steps} steps x {stride} are copied.",
                nameof(source));
        if (time.Batch == 1 && steps == 1)
        {
            source[..width].CopyTo(destination);
            return;
        }

        BatchFirst work = t_shared ??= new BatchFirst();
        work.StartRows(workspace.Order, steps * width);
        fixed (float* from = source, to = destination)
            work.Run(PhaseStore, to, from, width, stride, steps, workspace, time);
    }

    private void StartRows(ReadOnlySpan<int> order, int rowLength)
    {
        Span<int> starts = Reserve(order.Length);
        for (int r = 0; r < order.Length; r++)
            starts[r] = order[r] * rowLength;
    }

    private Span<int> Reserve(int rows)
    {
        if (_starts.Length < rows)
            _starts = new int[rows];
        return _starts.AsSpan(0, rows);
    }

    private bool Run(
        int phase, float* callers, float* inside, int width, int stride, int steps, ModelWorkspace workspace, TimeLayout time)
    {
        fixed (int* lengths = time.Lengths)
        {
            _callers = callers;
            _inside = inside;
            _workspace = workspace;
            _lengths = lengths;
            (_width, _stride, _batch, _steps) = (width, stride, time.Batch, steps);
            _parts = (long)time.Batch * steps * width < WorthSharing ? 1 : workspace.RowParts;
            _isFinite = true;
            try
            {
                workspace.RunTimed(this, phase, _parts);
            }
            finally
            {
                _workspace = null;
            }

            return _isFinite;
        }
    }

    /// <inheritdoc/>
    public void Run(int phase, int part)
    {
        (int begin, int end) = _parts == 1 ? (0, _batch) : (_workspace!.RowBegin(part), _workspace.RowBegin(part + 1));
        if (phase == PhaseStore)
            Store(begin, end);
        else
            Load(begin, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Load(int begin, int end)
    {
        Vector<float> zero = Vector<float>.Zero; // NaN from the first value on that is not finite: 0 times that
        for (int first = begin; first < end; first += RowBlock)
        {
            int last = Math.Min(first + RowBlock, end);
            for (int t = 0; t < _steps; t++)
            {
                float* source = _callers + (nint)t * _width, to = _inside + ((nint)t * _batch + first) * _stride;
                for (int r = first; r < last; r++, to += _stride)
                {
                    if (t < _lengths[r])
                        zero = CopyRow(source + _starts[r], to, _width, zero);
                    else
                        new Span<float>(to, _width).Clear();
                }
            }
        }

        if (!Vector.EqualsAll(zero, Vector<float>.Zero))
            _isFinite = false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Store(int begin, int end)
    {
        nint step = (nint)_batch * _stride;
        for (int r = begin; r < end; r++)
        {
            float* from = _inside + (nint)r * _stride, to = _callers + _starts[r];
            int valid = Math.Min(_lengths[r], _steps);
            for (int t = 0; t < valid; t++, from += step, to += _width)
                CopyRow(from, to, _width, Vector<float>.Zero);
            new Span<float>(to, (_steps - valid) * _width).Clear();
        }
    }

    // Rows are many and mostly short: the call of a general copy takes longer than what it does. Adds 0 times each value to a sum.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> CopyRow(float* from, float* to, int width, Vector<float> zero)
    {
        int i = 0;
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> values = Vector.Load(from + i);
            Vector.Store(values, to + i);
            zero += values * Vector<float>.Zero;
        }

        float rest = 0;
        for (; i < width; i++)
        {
            to[i] = from[i];
            rest += from[i] * 0;
        }

        return zero + new Vector<float>(rest);
    }
}
