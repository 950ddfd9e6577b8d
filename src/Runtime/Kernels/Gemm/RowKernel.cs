using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

/// <summary>
/// One row of A times a tile of B of N vectors, or times two such tiles side by side, whose 2 N independent sums hide the latency of the
/// multiply-add. Sizes are constants of the instantiation and arguments come in registers: a step of a small stream is a hundred multiply-adds.
/// </summary>
internal static unsafe class RowKernel
{
    /// <summary>Runs the tiles at <paramref name="b"/> and, where <typeparamref name="T"/> is 2, at <paramref name="next"/>.</summary>
    /// <param name="b">[inner1 + inner2, N vectors].</param>
    /// <param name="next">The next tile.</param>
    /// <param name="a1">The first <paramref name="inner1"/> values of the row.</param>
    /// <param name="inner1">Their number.</param>
    /// <param name="a2">The others.</param>
    /// <param name="inner2">Their number.</param>
    /// <param name="start">What the sums start from, placed as in <paramref name="c"/>.</param>
    /// <param name="c">Where they go: to the tile's <paramref name="offsets"/>, or one vector after another where that is null.</param>
    /// <param name="offsets">Positions of the pieces of both tiles in a row of C, or null.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, N, T>(float* b, float* next, float* a1, nint inner1, float* a2, nint inner2, float* start, float* c, int* offsets)
        where V : struct, ILanes<V>
        where N : struct, ISize
        where T : struct, ISize
    {
        V c0 = V.Zero, c1 = V.Zero, c2 = V.Zero, c3 = V.Zero, d0 = V.Zero, d1 = V.Zero, d2 = V.Zero, d3 = V.Zero;
        if (offsets == null)
        {
            c0 = V.Load(in *start, 0 * V.Count);
            if (N.Value > 1) c1 = V.Load(in *start, 1 * V.Count);
            if (N.Value > 2) c2 = V.Load(in *start, 2 * V.Count);
            if (N.Value > 3) c3 = V.Load(in *start, 3 * V.Count);
            if (T.Value > 1)
            {
                d0 = V.Load(in *start, (N.Value) * V.Count);
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
            for (float* end = a1 + inner1; a1 != end; a1++)
            {
                V x = V.Create(*a1);
                c0 = V.MultiplyAdd(x, in *b, 0 * V.Count, c0);
                if (N.Value > 1) c1 = V.MultiplyAdd(x, in *b, 1 * V.Count, c1);
                if (N.Value > 2) c2 = V.MultiplyAdd(x, in *b, 2 * V.Count, c2);
                if (N.Value > 3) c3 = V.MultiplyAdd(x, in *b, 3 * V.Count, c3);
                b += N.Value * V.Count;
                if (T.Value > 1)
                {
                    d0 = V.MultiplyAdd(x, in *next, 0 * V.Count, d0);
                    if (N.Value > 1) d1 = V.MultiplyAdd(x, in *next, 1 * V.Count, d1);
                    if (N.Value > 2) d2 = V.MultiplyAdd(x, in *next, 2 * V.Count, d2);
                    if (N.Value > 3) d3 = V.MultiplyAdd(x, in *next, 3 * V.Count, d3);
                    next += N.Value * V.Count;
                }
            }
            if (inner2 == 0) break;
            a1 = a2;
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
                V.Store(d0, ref *c, (N.Value) * V.Count);
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
