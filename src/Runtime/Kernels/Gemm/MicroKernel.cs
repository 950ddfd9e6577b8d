using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.CompilerServices;

/// <summary>
/// Products of M rows of A with a tile of N vectors of B, accumulated in M * N registers. M and N are constants of the instantiation, so
/// that the statements of rows and columns that a shape lacks vanish.
/// </summary>
/// <remarks>
/// The order of the statements is part of the kernel, because the compiler keeps it. With 16 registers 3 x 4 accumulators fit together with
/// three broadcasts of A and one vector of B at a time, 4 x 3 with three vectors of B and one broadcast at a time; with 32 registers 6 x 4
/// accumulators, four vectors of B and one broadcast. Two inputs a turn: instructions around the products are what a processor that is
/// shared lacks the place for.
/// </remarks>
internal static unsafe class MicroKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, M, N, Reads>(in KernelArguments t)
        where V : unmanaged, ILanes<V>
        where M : unmanaged, IConstant
        where N : unmanaged, IConstant
        where Reads : struct, ITileReading
    {
        V c10 = default, c11 = default, c12 = default, c13 = default;
        V c20 = default, c21 = default, c22 = default, c23 = default;
        V c30 = default, c31 = default, c32 = default, c33 = default;
        V c40 = default, c41 = default, c42 = default, c43 = default;
        V c50 = default, c51 = default, c52 = default, c53 = default;

        float* start = t.Start;
        nint startStride = t.StartStride;
        int* offsets = t.Offsets;
        TileColumns.Load<V, N>(start, offsets, 0, out V c00, out V c01, out V c02, out V c03);
        if (sizeof(M) > 1) TileColumns.Load<V, N>(start += startStride, offsets, 0, out c10, out c11, out c12, out c13);
        if (sizeof(M) > 2) TileColumns.Load<V, N>(start += startStride, offsets, 0, out c20, out c21, out c22, out c23);
        if (sizeof(M) > 3) TileColumns.Load<V, N>(start += startStride, offsets, 0, out c30, out c31, out c32, out c33);
        if (sizeof(M) > 4) TileColumns.Load<V, N>(start += startStride, offsets, 0, out c40, out c41, out c42, out c43);
        if (sizeof(M) > 5) TileColumns.Load<V, N>(start += startStride, offsets, 0, out c50, out c51, out c52, out c53);

        float* b = t.B;
        byte* ahead = t.Ahead;
        float* a = t.A1;
        nint lda = t.A1Stride, step = t.AStep, end = t.Run1 * step, skip = t.Skip1,
            bStep = Reads.Step(sizeof(N) * (sizeof(V) / 4), sizeof(V) / 4, t.BStep);
        int runs = t.Runs1, inner2 = t.Inner2;
        while (true)
        {
            for (; runs > 0; runs--, a += skip)
            {
                float* a1 = a + lda, a2 = a1 + lda, a3 = a2 + lda, a4 = a3 + lda, a5 = a4 + lda;
                nint k = 0;
                while (true)
                {
                    if (Reads.Ahead && Sse.IsSupported)
                    {
                        Sse.Prefetch1(ahead);
                        Sse.Prefetch1(ahead + bStep);
                        ahead += 2 * bStep;
                    }
                    AddInput<V, M, N>(
                        b, 0, a + k, a1 + k, a2 + k, a3 + k, a4 + k, a5 + k, ref c00, ref c01, ref c02, ref c03, ref c10, ref c11, ref c12,
                        ref c13,
                        ref c20, ref c21, ref c22, ref c23, ref c30, ref c31, ref c32, ref c33, ref c40, ref c41, ref c42, ref c43, ref c50,
                        ref c51, ref c52, ref c53);
                    k += step;
                    if (k == end)
                    {
                        b += bStep;
                        break;
                    }
                    AddInput<V, M, N>(
                        b, bStep, a + k, a1 + k, a2 + k, a3 + k, a4 + k, a5 + k, ref c00, ref c01, ref c02, ref c03, ref c10, ref c11,
                        ref c12, ref c13,
                        ref c20, ref c21, ref c22, ref c23, ref c30, ref c31, ref c32, ref c33, ref c40, ref c41, ref c42, ref c43, ref c50,
                        ref c51, ref c52, ref c53);
                    b += 2 * bStep;
                    k += step;
                    if (k == end) break;
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
        nint cStride = t.CStride;
        TileColumns.Store<V, N>(c, offsets, 0, c00, c01, c02, c03);
        if (sizeof(M) > 1) TileColumns.Store<V, N>(c += cStride, offsets, 0, c10, c11, c12, c13);
        if (sizeof(M) > 2) TileColumns.Store<V, N>(c += cStride, offsets, 0, c20, c21, c22, c23);
        if (sizeof(M) > 3) TileColumns.Store<V, N>(c += cStride, offsets, 0, c30, c31, c32, c33);
        if (sizeof(M) > 4) TileColumns.Store<V, N>(c += cStride, offsets, 0, c40, c41, c42, c43);
        if (sizeof(M) > 5) TileColumns.Store<V, N>(c += cStride, offsets, 0, c50, c51, c52, c53);
    }

    /// <summary>C += A B for one inner index: its row of B, at <paramref name="at"/>, and the values of A's rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddInput<V, M, N>(
        float* b, nint at, float* a, float* a1, float* a2, float* a3, float* a4, float* a5, ref V c00, ref V c01, ref V c02, ref V c03,
        ref V c10, ref V c11, ref V c12, ref V c13,
        ref V c20, ref V c21, ref V c22, ref V c23, ref V c30, ref V c31, ref V c32, ref V c33, ref V c40, ref V c41, ref V c42, ref V c43,
        ref V c50, ref V c51, ref V c52, ref V c53)
        where V : unmanaged, ILanes<V>
        where M : unmanaged, IConstant
        where N : unmanaged, IConstant
    {
        if (sizeof(V) == 64 || sizeof(M) > 3)
        {
            V b0 = V.Load(in *b, (int)at), b1 = b0, b2 = b0, b3 = b0;
            if (sizeof(N) > 1) b1 = V.Load(in *b, (int)at + 1 * (sizeof(V) / 4));
            if (sizeof(N) > 2) b2 = V.Load(in *b, (int)at + 2 * (sizeof(V) / 4));
            if (sizeof(N) > 3) b3 = V.Load(in *b, (int)at + 3 * (sizeof(V) / 4));
            AddRow<V, N>(*a, b0, b1, b2, b3, ref c00, ref c01, ref c02, ref c03);
            if (sizeof(M) > 1) AddRow<V, N>(*a1, b0, b1, b2, b3, ref c10, ref c11, ref c12, ref c13);
            if (sizeof(M) > 2) AddRow<V, N>(*a2, b0, b1, b2, b3, ref c20, ref c21, ref c22, ref c23);
            if (sizeof(M) > 3) AddRow<V, N>(*a3, b0, b1, b2, b3, ref c30, ref c31, ref c32, ref c33);
            if (sizeof(M) > 4) AddRow<V, N>(*a4, b0, b1, b2, b3, ref c40, ref c41, ref c42, ref c43);
            if (sizeof(M) > 5) AddRow<V, N>(*a5, b0, b1, b2, b3, ref c50, ref c51, ref c52, ref c53);
        }
        else
        {
            V x0 = V.Create(*a), x1 = x0, x2 = x0;
            if (sizeof(M) > 1) x1 = V.Create(*a1);
            if (sizeof(M) > 2) x2 = V.Create(*a2);
            AddColumn<V, M>(b, (int)at + 0 * (sizeof(V) / 4), x0, x1, x2, ref c00, ref c10, ref c20);
            if (sizeof(N) > 1) AddColumn<V, M>(b, (int)at + 1 * (sizeof(V) / 4), x0, x1, x2, ref c01, ref c11, ref c21);
            if (sizeof(N) > 2) AddColumn<V, M>(b, (int)at + 2 * (sizeof(V) / 4), x0, x1, x2, ref c02, ref c12, ref c22);
            if (sizeof(N) > 3) AddColumn<V, M>(b, (int)at + 3 * (sizeof(V) / 4), x0, x1, x2, ref c03, ref c13, ref c23);
        }
    }

    /// <summary>c += x b, for one row of the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<V, N>(float x, V b0, V b1, V b2, V b3, ref V c0, ref V c1, ref V c2, ref V c3)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        V all = V.Create(x);
        V.AddProduct(ref c0, all, b0);
        if (sizeof(N) > 1) V.AddProduct(ref c1, all, b1);
        if (sizeof(N) > 2) V.AddProduct(ref c2, all, b2);
        if (sizeof(N) > 3) V.AddProduct(ref c3, all, b3);
    }

    /// <summary>c += x b, for the vector of B at <paramref name="at"/> and up to three rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddColumn<V, M>(float* b, int at, V x0, V x1, V x2, ref V c0, ref V c1, ref V c2)
        where V : unmanaged, ILanes<V>
        where M : unmanaged, IConstant
    {
        V y = V.Load(in *b, at);
        V.AddProduct(ref c0, x0, y);
        if (sizeof(M) > 1) V.AddProduct(ref c1, x1, y);
        if (sizeof(M) > 2) V.AddProduct(ref c2, x2, y);
    }
}
