using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

/// <summary>The product of one row of A with two neighbouring tiles of B of N vectors each: 2 N independent sums hide the latency of the multiply-add.</summary>
internal static unsafe class MicroKernelPair
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, N>(in KernelArguments t)
        where V : struct, ILanes<V>
        where N : struct, ISize
    {
        V c0 = V.Zero, c1 = V.Zero, c2 = V.Zero, c3 = V.Zero, d0 = V.Zero, d1 = V.Zero, d2 = V.Zero, d3 = V.Zero;
        float* start = t.Start;
        int* offsets = t.Offsets;
        {
            c0 = TileColumns.Load<V>(start, offsets, 0);
            d0 = TileColumns.Load<V>(start, offsets, N.Value);
        }
        if (N.Value > 1)
        {
            c1 = TileColumns.Load<V>(start, offsets, 1);
            d1 = TileColumns.Load<V>(start, offsets, N.Value + 1);
        }
        if (N.Value > 2)
        {
            c2 = TileColumns.Load<V>(start, offsets, 2);
            d2 = TileColumns.Load<V>(start, offsets, N.Value + 2);
        }
        if (N.Value > 3)
        {
            c3 = TileColumns.Load<V>(start, offsets, 3);
            d3 = TileColumns.Load<V>(start, offsets, N.Value + 3);
        }

        float* b = t.B;
        float* next = t.NextB;
        float* a = t.A1;
        nint step = t.AStep, end = t.Run1 * step, skip = t.Skip1, bStep = t.BStep;
        int runs = t.Runs1, inner2 = t.Inner2;
        while (true)
        {
            for (; runs > 0; runs--, a += skip)
            {
                for (nint k = 0; k != end; k += step)
                {
                    V x = V.Create(a[k]);
                    c0 = V.MultiplyAdd(x, in *b, 0 * V.Count, c0);
                    if (N.Value > 1) c1 = V.MultiplyAdd(x, in *b, 1 * V.Count, c1);
                    if (N.Value > 2) c2 = V.MultiplyAdd(x, in *b, 2 * V.Count, c2);
                    if (N.Value > 3) c3 = V.MultiplyAdd(x, in *b, 3 * V.Count, c3);
                    d0 = V.MultiplyAdd(x, in *next, 0 * V.Count, d0);
                    if (N.Value > 1) d1 = V.MultiplyAdd(x, in *next, 1 * V.Count, d1);
                    if (N.Value > 2) d2 = V.MultiplyAdd(x, in *next, 2 * V.Count, d2);
                    if (N.Value > 3) d3 = V.MultiplyAdd(x, in *next, 3 * V.Count, d3);
                    b += bStep;
                    next += bStep;
                }
            }
            if (inner2 == 0) break;
            a = t.A2;
            end = inner2 * step;
            runs = 1;
            inner2 = 0;
        }

        float* c = t.C;
        {
            TileColumns.Store(c0, c, offsets, 0);
            TileColumns.Store(d0, c, offsets, N.Value);
        }
        if (N.Value > 1)
        {
            TileColumns.Store(c1, c, offsets, 1);
            TileColumns.Store(d1, c, offsets, N.Value + 1);
        }
        if (N.Value > 2)
        {
            TileColumns.Store(c2, c, offsets, 2);
            TileColumns.Store(d2, c, offsets, N.Value + 2);
        }
        if (N.Value > 3)
        {
            TileColumns.Store(c3, c, offsets, 3);
            TileColumns.Store(d3, c, offsets, N.Value + 3);
        }
    }
}
