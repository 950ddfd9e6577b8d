using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

/// <summary>
/// The product of one row of A with two neighbouring tiles of B of N vectors each: 2 N independent sums hide the latency of the
/// multiply-add.
/// </summary>
internal static unsafe class MicroKernelPair
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, N>(in KernelArguments t)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        float* start = t.Start;
        int* offsets = t.Offsets;
        TileColumns.Load<V, N>(start, offsets, 0, out V c0, out V c1, out V c2, out V c3);
        TileColumns.Load<V, N>(start, offsets, sizeof(N), out V d0, out V d1, out V d2, out V d3);

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
                    RowKernel.Add<V, N>(x, b, 0, ref c0, ref c1, ref c2, ref c3);
                    RowKernel.Add<V, N>(x, next, 0, ref d0, ref d1, ref d2, ref d3);
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
        TileColumns.Store<V, N>(c, offsets, 0, c0, c1, c2, c3);
        TileColumns.Store<V, N>(c, offsets, sizeof(N), d0, d1, d2, d3);
    }
}
