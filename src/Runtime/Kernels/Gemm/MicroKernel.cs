using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.Kernels;

/// <summary>
/// Products of M rows of A with a tile of N vectors of B, accumulated in M * N registers. M and N are constants of the instantiation, so
/// that the statements of rows and columns that a shape lacks vanish.
/// </summary>
/// <remarks>
/// The order of the statements is part of the kernel, because the compiler keeps it. With 16 registers 3 x 4 accumulators fit together
/// with three broadcasts of A and one vector of B at a time, 4 x 3 with three vectors of B and one broadcast at a time; with 32 registers
/// 6 x 4 accumulators, four vectors of B and one broadcast.
/// </remarks>
internal static unsafe class MicroKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, M, N, Ahead>(in KernelArguments t)
        where V : struct, ILanes<V>
        where M : struct, ISize
        where N : struct, ISize
        where Ahead : struct, IReadAhead
    {
        V c00 = V.Zero, c01 = V.Zero, c02 = V.Zero, c03 = V.Zero;
        V c10 = V.Zero, c11 = V.Zero, c12 = V.Zero, c13 = V.Zero;
        V c20 = V.Zero, c21 = V.Zero, c22 = V.Zero, c23 = V.Zero;
        V c30 = V.Zero, c31 = V.Zero, c32 = V.Zero, c33 = V.Zero;
        V c40 = V.Zero, c41 = V.Zero, c42 = V.Zero, c43 = V.Zero;
        V c50 = V.Zero, c51 = V.Zero, c52 = V.Zero, c53 = V.Zero;

        float* start = t.Start;
        int* offsets = t.Offsets;
        {
            c00 = TileColumns.Load<V>(start, offsets, 0);
            if (N.Value > 1) c01 = TileColumns.Load<V>(start, offsets, 1);
            if (N.Value > 2) c02 = TileColumns.Load<V>(start, offsets, 2);
            if (N.Value > 3) c03 = TileColumns.Load<V>(start, offsets, 3);
            start += t.StartStride;
        }
        if (M.Value > 1)
        {
            c10 = TileColumns.Load<V>(start, offsets, 0);
            if (N.Value > 1) c11 = TileColumns.Load<V>(start, offsets, 1);
            if (N.Value > 2) c12 = TileColumns.Load<V>(start, offsets, 2);
            if (N.Value > 3) c13 = TileColumns.Load<V>(start, offsets, 3);
            start += t.StartStride;
        }
        if (M.Value > 2)
        {
            c20 = TileColumns.Load<V>(start, offsets, 0);
            if (N.Value > 1) c21 = TileColumns.Load<V>(start, offsets, 1);
            if (N.Value > 2) c22 = TileColumns.Load<V>(start, offsets, 2);
            if (N.Value > 3) c23 = TileColumns.Load<V>(start, offsets, 3);
            start += t.StartStride;
        }
        if (M.Value > 3)
        {
            c30 = TileColumns.Load<V>(start, offsets, 0);
            if (N.Value > 1) c31 = TileColumns.Load<V>(start, offsets, 1);
            if (N.Value > 2) c32 = TileColumns.Load<V>(start, offsets, 2);
            if (N.Value > 3) c33 = TileColumns.Load<V>(start, offsets, 3);
            start += t.StartStride;
        }
        if (M.Value > 4)
        {
            c40 = TileColumns.Load<V>(start, offsets, 0);
            if (N.Value > 1) c41 = TileColumns.Load<V>(start, offsets, 1);
            if (N.Value > 2) c42 = TileColumns.Load<V>(start, offsets, 2);
            if (N.Value > 3) c43 = TileColumns.Load<V>(start, offsets, 3);
            start += t.StartStride;
        }
        if (M.Value > 5)
        {
            c50 = TileColumns.Load<V>(start, offsets, 0);
            if (N.Value > 1) c51 = TileColumns.Load<V>(start, offsets, 1);
            if (N.Value > 2) c52 = TileColumns.Load<V>(start, offsets, 2);
            if (N.Value > 3) c53 = TileColumns.Load<V>(start, offsets, 3);
            start += t.StartStride;
        }

        float* b = t.B;
        byte* ahead = t.Ahead;
        float* a = t.A1;
        nint lda = t.A1Stride, step = t.AStep, end = t.Run1 * step, skip = t.Skip1, bStep = t.BStep;
        int runs = t.Runs1, inner2 = t.Inner2;
        while (true)
        {
            for (; runs > 0; runs--, a += skip)
            {
                float* a1 = a + lda, a2 = a1 + lda, a3 = a2 + lda, a4 = a3 + lda, a5 = a4 + lda;
                for (nint k = 0; k != end; k += step)
                {
                    if (Ahead.Value && Sse.IsSupported)
                    {
                        Sse.Prefetch1(ahead);
                        ahead += bStep;
                    }
                    if (V.Count == 16 || M.Value > 3)
                    {
                        V b0 = V.Load(in *b, 0), b1 = b0, b2 = b0, b3 = b0, x;
                        if (N.Value > 1) b1 = V.Load(in *b, 1 * V.Count);
                        if (N.Value > 2) b2 = V.Load(in *b, 2 * V.Count);
                        if (N.Value > 3) b3 = V.Load(in *b, 3 * V.Count);
                        {
                            x = V.Create(a[k]);
                            c00 = V.MultiplyAdd(x, b0, c00);
                            if (N.Value > 1) c01 = V.MultiplyAdd(x, b1, c01);
                            if (N.Value > 2) c02 = V.MultiplyAdd(x, b2, c02);
                            if (N.Value > 3) c03 = V.MultiplyAdd(x, b3, c03);
                        }
                        if (M.Value > 1)
                        {
                            x = V.Create(a1[k]);
                            c10 = V.MultiplyAdd(x, b0, c10);
                            if (N.Value > 1) c11 = V.MultiplyAdd(x, b1, c11);
                            if (N.Value > 2) c12 = V.MultiplyAdd(x, b2, c12);
                            if (N.Value > 3) c13 = V.MultiplyAdd(x, b3, c13);
                        }
                        if (M.Value > 2)
                        {
                            x = V.Create(a2[k]);
                            c20 = V.MultiplyAdd(x, b0, c20);
                            if (N.Value > 1) c21 = V.MultiplyAdd(x, b1, c21);
                            if (N.Value > 2) c22 = V.MultiplyAdd(x, b2, c22);
                            if (N.Value > 3) c23 = V.MultiplyAdd(x, b3, c23);
                        }
                        if (M.Value > 3)
                        {
                            x = V.Create(a3[k]);
                            c30 = V.MultiplyAdd(x, b0, c30);
                            if (N.Value > 1) c31 = V.MultiplyAdd(x, b1, c31);
                            if (N.Value > 2) c32 = V.MultiplyAdd(x, b2, c32);
                            if (N.Value > 3) c33 = V.MultiplyAdd(x, b3, c33);
                        }
                        if (M.Value > 4)
                        {
                            x = V.Create(a4[k]);
                            c40 = V.MultiplyAdd(x, b0, c40);
                            if (N.Value > 1) c41 = V.MultiplyAdd(x, b1, c41);
                            if (N.Value > 2) c42 = V.MultiplyAdd(x, b2, c42);
                            if (N.Value > 3) c43 = V.MultiplyAdd(x, b3, c43);
                        }
                        if (M.Value > 5)
                        {
                            x = V.Create(a5[k]);
                            c50 = V.MultiplyAdd(x, b0, c50);
                            if (N.Value > 1) c51 = V.MultiplyAdd(x, b1, c51);
                            if (N.Value > 2) c52 = V.MultiplyAdd(x, b2, c52);
                            if (N.Value > 3) c53 = V.MultiplyAdd(x, b3, c53);
                        }
                    }
                    else
                    {
                        V x0 = V.Create(a[k]), x1 = x0, x2 = x0, y;
                        if (M.Value > 1) x1 = V.Create(a1[k]);
                        if (M.Value > 2) x2 = V.Create(a2[k]);
                        {
                            y = V.Load(in *b, 0 * V.Count);
                            c00 = V.MultiplyAdd(x0, y, c00);
                            if (M.Value > 1) c10 = V.MultiplyAdd(x1, y, c10);
                            if (M.Value > 2) c20 = V.MultiplyAdd(x2, y, c20);
                        }
                        if (N.Value > 1)
                        {
                            y = V.Load(in *b, 1 * V.Count);
                            c01 = V.MultiplyAdd(x0, y, c01);
                            if (M.Value > 1) c11 = V.MultiplyAdd(x1, y, c11);
                            if (M.Value > 2) c21 = V.MultiplyAdd(x2, y, c21);
                        }
                        if (N.Value > 2)
                        {
                            y = V.Load(in *b, 2 * V.Count);
                            c02 = V.MultiplyAdd(x0, y, c02);
                            if (M.Value > 1) c12 = V.MultiplyAdd(x1, y, c12);
                            if (M.Value > 2) c22 = V.MultiplyAdd(x2, y, c22);
                        }
                        if (N.Value > 3)
                        {
                            y = V.Load(in *b, 3 * V.Count);
                            c03 = V.MultiplyAdd(x0, y, c03);
                            if (M.Value > 1) c13 = V.MultiplyAdd(x1, y, c13);
                            if (M.Value > 2) c23 = V.MultiplyAdd(x2, y, c23);
                        }
                    }
                    b += bStep;
                }
            }
            if (inner2 == 0) break;
            a = t.A2;
            lda = t.A2Stride;
            end = inner2 * step;
            runs = 1;
            inner2 = 0;
        }

        float* c = t.C;
        {
            TileColumns.Store(c00, c, offsets, 0);
            if (N.Value > 1) TileColumns.Store(c01, c, offsets, 1);
            if (N.Value > 2) TileColumns.Store(c02, c, offsets, 2);
            if (N.Value > 3) TileColumns.Store(c03, c, offsets, 3);
            c += t.CStride;
        }
        if (M.Value > 1)
        {
            TileColumns.Store(c10, c, offsets, 0);
            if (N.Value > 1) TileColumns.Store(c11, c, offsets, 1);
            if (N.Value > 2) TileColumns.Store(c12, c, offsets, 2);
            if (N.Value > 3) TileColumns.Store(c13, c, offsets, 3);
            c += t.CStride;
        }
        if (M.Value > 2)
        {
            TileColumns.Store(c20, c, offsets, 0);
            if (N.Value > 1) TileColumns.Store(c21, c, offsets, 1);
            if (N.Value > 2) TileColumns.Store(c22, c, offsets, 2);
            if (N.Value > 3) TileColumns.Store(c23, c, offsets, 3);
            c += t.CStride;
        }
        if (M.Value > 3)
        {
            TileColumns.Store(c30, c, offsets, 0);
            if (N.Value > 1) TileColumns.Store(c31, c, offsets, 1);
            if (N.Value > 2) TileColumns.Store(c32, c, offsets, 2);
            if (N.Value > 3) TileColumns.Store(c33, c, offsets, 3);
            c += t.CStride;
        }
        if (M.Value > 4)
        {
            TileColumns.Store(c40, c, offsets, 0);
            if (N.Value > 1) TileColumns.Store(c41, c, offsets, 1);
            if (N.Value > 2) TileColumns.Store(c42, c, offsets, 2);
            if (N.Value > 3) TileColumns.Store(c43, c, offsets, 3);
            c += t.CStride;
        }
        if (M.Value > 5)
        {
            TileColumns.Store(c50, c, offsets, 0);
            if (N.Value > 1) TileColumns.Store(c51, c, offsets, 1);
            if (N.Value > 2) TileColumns.Store(c52, c, offsets, 2);
            if (N.Value > 3) TileColumns.Store(c53, c, offsets, 3);
            c += t.CStride;
        }
    }
}
