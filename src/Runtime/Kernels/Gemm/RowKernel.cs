using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

/// <summary>
/// One row of A times a tile of B of N vectors, or times two such tiles side by side, whose 2 N independent sums hide the latency of the
/// multiply-add. Four rows of B a turn: a step of a small stream is a hundred multiply-adds.
/// </summary>
internal static unsafe class RowKernel
{
    /// <summary>Runs the first tile and, where <typeparamref name="T"/> is 2, the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, N, T>(in RowArguments t)
        where V : struct, ILanes<V>
        where N : struct, ISize
        where T : struct, ISize
    {
        float* b = t.B, next = t.Next, a1 = t.A1, start = t.Start, c = t.C;
        nint inner1 = t.Inner1, inner2 = t.Inner2;
        int* offsets = t.Offsets;
        V c0 = V.Zero, c1 = V.Zero, c2 = V.Zero, c3 = V.Zero, d0 = V.Zero, d1 = V.Zero, d2 = V.Zero, d3 = V.Zero;
        if (offsets == null)
        {
            c0 = V.Load(in *start, 0 * V.Count);
            if (N.Value > 1) c1 = V.Load(in *start, 1 * V.Count);
            if (N.Value > 2) c2 = V.Load(in *start, 2 * V.Count);
            if (N.Value > 3) c3 = V.Load(in *start, 3 * V.Count);
            if (T.Value > 1)
            {
                d0 = V.Load(in *start, N.Value * V.Count);
                if (N.Value > 1) d1 = V.Load(in *start, (N.Value + 1) * V.Count);
                if (N.Value > 2) d2 = V.Load(in *start, (N.Value + 2) * V.Count);
                if (N.Value > 3) d3 = V.Load(in *start, (N.Value + 3) * V.Count);
            }
        }
        else
        {
            c0 = TileColumns.Load<V>(start, offsets, 0);
            if (N.Value > 1) c1 = TileColumns.Load<V>(start, offsets, 1);
            if (N.Value > 2) c2 = TileColumns.Load<V>(start, offsets, 2);
            if (N.Value > 3) c3 = TileColumns.Load<V>(start, offsets, 3);
            if (T.Value > 1)
            {
                d0 = TileColumns.Load<V>(start, offsets, N.Value);
                if (N.Value > 1) d1 = TileColumns.Load<V>(start, offsets, N.Value + 1);
                if (N.Value > 2) d2 = TileColumns.Load<V>(start, offsets, N.Value + 2);
                if (N.Value > 3) d3 = TileColumns.Load<V>(start, offsets, N.Value + 3);
            }
        }
        while (true)
        {
            for (; inner1 >= 4; inner1 -= 4, a1 += 4)
            {
                V.CreateFour(in *a1, out V x0, out V x1, out V x2, out V x3);
                c0 = V.MultiplyAdd(x0, in *b, 0, c0);
                if (N.Value > 1) c1 = V.MultiplyAdd(x0, in *b, 1 * V.Count, c1);
                if (N.Value > 2) c2 = V.MultiplyAdd(x0, in *b, 2 * V.Count, c2);
                if (N.Value > 3) c3 = V.MultiplyAdd(x0, in *b, 3 * V.Count, c3);
                if (T.Value > 1)
                {
                    d0 = V.MultiplyAdd(x0, in *next, 0, d0);
                    if (N.Value > 1) d1 = V.MultiplyAdd(x0, in *next, 1 * V.Count, d1);
                    if (N.Value > 2) d2 = V.MultiplyAdd(x0, in *next, 2 * V.Count, d2);
                    if (N.Value > 3) d3 = V.MultiplyAdd(x0, in *next, 3 * V.Count, d3);
                }
                c0 = V.MultiplyAdd(x1, in *b, 1 * N.Value * V.Count, c0);
                if (N.Value > 1) c1 = V.MultiplyAdd(x1, in *b, (1 * N.Value + 1) * V.Count, c1);
                if (N.Value > 2) c2 = V.MultiplyAdd(x1, in *b, (1 * N.Value + 2) * V.Count, c2);
                if (N.Value > 3) c3 = V.MultiplyAdd(x1, in *b, (1 * N.Value + 3) * V.Count, c3);
                if (T.Value > 1)
                {
                    d0 = V.MultiplyAdd(x1, in *next, 1 * N.Value * V.Count, d0);
                    if (N.Value > 1) d1 = V.MultiplyAdd(x1, in *next, (1 * N.Value + 1) * V.Count, d1);
                    if (N.Value > 2) d2 = V.MultiplyAdd(x1, in *next, (1 * N.Value + 2) * V.Count, d2);
                    if (N.Value > 3) d3 = V.MultiplyAdd(x1, in *next, (1 * N.Value + 3) * V.Count, d3);
                }
                c0 = V.MultiplyAdd(x2, in *b, 2 * N.Value * V.Count, c0);
                if (N.Value > 1) c1 = V.MultiplyAdd(x2, in *b, (2 * N.Value + 1) * V.Count, c1);
                if (N.Value > 2) c2 = V.MultiplyAdd(x2, in *b, (2 * N.Value + 2) * V.Count, c2);
                if (N.Value > 3) c3 = V.MultiplyAdd(x2, in *b, (2 * N.Value + 3) * V.Count, c3);
                if (T.Value > 1)
                {
                    d0 = V.MultiplyAdd(x2, in *next, 2 * N.Value * V.Count, d0);
                    if (N.Value > 1) d1 = V.MultiplyAdd(x2, in *next, (2 * N.Value + 1) * V.Count, d1);
                    if (N.Value > 2) d2 = V.MultiplyAdd(x2, in *next, (2 * N.Value + 2) * V.Count, d2);
                    if (N.Value > 3) d3 = V.MultiplyAdd(x2, in *next, (2 * N.Value + 3) * V.Count, d3);
                }
                c0 = V.MultiplyAdd(x3, in *b, 3 * N.Value * V.Count, c0);
                if (N.Value > 1) c1 = V.MultiplyAdd(x3, in *b, (3 * N.Value + 1) * V.Count, c1);
                if (N.Value > 2) c2 = V.MultiplyAdd(x3, in *b, (3 * N.Value + 2) * V.Count, c2);
                if (N.Value > 3) c3 = V.MultiplyAdd(x3, in *b, (3 * N.Value + 3) * V.Count, c3);
                if (T.Value > 1)
                {
                    d0 = V.MultiplyAdd(x3, in *next, 3 * N.Value * V.Count, d0);
                    if (N.Value > 1) d1 = V.MultiplyAdd(x3, in *next, (3 * N.Value + 1) * V.Count, d1);
                    if (N.Value > 2) d2 = V.MultiplyAdd(x3, in *next, (3 * N.Value + 2) * V.Count, d2);
                    if (N.Value > 3) d3 = V.MultiplyAdd(x3, in *next, (3 * N.Value + 3) * V.Count, d3);
                }
                b += 4 * N.Value * V.Count;
                next += 4 * N.Value * V.Count;
            }
            for (; inner1 > 0; inner1--, a1++)
            {
                V x = V.Create(*a1);
                c0 = V.MultiplyAdd(x, in *b, 0, c0);
                if (N.Value > 1) c1 = V.MultiplyAdd(x, in *b, 1 * V.Count, c1);
                if (N.Value > 2) c2 = V.MultiplyAdd(x, in *b, 2 * V.Count, c2);
                if (N.Value > 3) c3 = V.MultiplyAdd(x, in *b, 3 * V.Count, c3);
                if (T.Value > 1)
                {
                    d0 = V.MultiplyAdd(x, in *next, 0, d0);
                    if (N.Value > 1) d1 = V.MultiplyAdd(x, in *next, 1 * V.Count, d1);
                    if (N.Value > 2) d2 = V.MultiplyAdd(x, in *next, 2 * V.Count, d2);
                    if (N.Value > 3) d3 = V.MultiplyAdd(x, in *next, 3 * V.Count, d3);
                }
                b += N.Value * V.Count;
                next += N.Value * V.Count;
            }
            if (inner2 == 0) break;
            a1 = t.A2;
            inner1 = inner2;
            inner2 = 0;
        }
        if (offsets == null)
        {
            V.Store(c0, ref *c, 0 * V.Count);
            if (N.Value > 1) V.Store(c1, ref *c, 1 * V.Count);
            if (N.Value > 2) V.Store(c2, ref *c, 2 * V.Count);
            if (N.Value > 3) V.Store(c3, ref *c, 3 * V.Count);
            if (T.Value > 1)
            {
                V.Store(d0, ref *c, N.Value * V.Count);
                if (N.Value > 1) V.Store(d1, ref *c, (N.Value + 1) * V.Count);
                if (N.Value > 2) V.Store(d2, ref *c, (N.Value + 2) * V.Count);
                if (N.Value > 3) V.Store(d3, ref *c, (N.Value + 3) * V.Count);
            }
        }
        else
        {
            TileColumns.Store(c0, c, offsets, 0);
            if (N.Value > 1) TileColumns.Store(c1, c, offsets, 1);
            if (N.Value > 2) TileColumns.Store(c2, c, offsets, 2);
            if (N.Value > 3) TileColumns.Store(c3, c, offsets, 3);
            if (T.Value > 1)
            {
                TileColumns.Store(d0, c, offsets, N.Value);
                if (N.Value > 1) TileColumns.Store(d1, c, offsets, N.Value + 1);
                if (N.Value > 2) TileColumns.Store(d2, c, offsets, N.Value + 2);
                if (N.Value > 3) TileColumns.Store(d3, c, offsets, N.Value + 3);
            }
        }
    }
}
