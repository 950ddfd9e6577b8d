using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

/// <summary>
/// C = start + scales * (A B) of M rows and a tile of N vectors. The products are added as whole numbers, exactly, and become floats at
/// the end.
/// </summary>
internal static unsafe class ByteKernel
{
    /// <summary>Runs a tile over all rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(SimdLevel level, int pieces, int rows, in ByteArguments t)
    {
        switch (level)
        {
            case SimdLevel.Vector512 when pieces % 2 == 0: Run<F32x16>(pieces / 2, rows, 4, t); break;
            case SimdLevel.Vector128: Run<F32x4>(pieces * 2, rows, 2, t); break;
            default: Run<F32x8>(pieces, rows, 2, t); break;
        }
    }

    private static void Run<V>(int vectors, int rows, int block, in ByteArguments t) where V : unmanaged, ILanes<V>
    {
        switch (vectors)
        {
            case 1: Run<V, Constant.One>(rows, block, t); break;
            case 2: Run<V, Constant.Two>(rows, block, t); break;
            case 3: Run<V, Constant.Three>(rows, block, t); break;
            default: Run<V, Constant.Four>(rows, block, t); break;
        }
    }

    private static void Run<V, N>(int rows, int block, in ByteArguments tile)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        ByteArguments t = tile;
        while (rows > 0)
        {
            int take = Math.Min(rows, block);
            switch (take)
            {
                case 1: Run<V, Constant.One, N>(t); break;
                case 2: Run<V, Constant.Two, N>(t); break;
                case 3: Run<V, Constant.Three, N>(t); break;
                default: Run<V, Constant.Four, N>(t); break;
            }

            rows -= take;
            t.A += take * t.AStride;
            t.RowScales += take;
            t.Start += take * t.StartStride;
            t.C += take * t.CStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<V, M, N>(in ByteArguments t)
        where V : unmanaged, ILanes<V>
        where M : unmanaged, IConstant
        where N : unmanaged, IConstant
    {
        V s00 = V.Zero, s01 = V.Zero, s02 = V.Zero, s03 = V.Zero;
        V s10 = V.Zero, s11 = V.Zero, s12 = V.Zero, s13 = V.Zero;
        V s20 = V.Zero, s21 = V.Zero, s22 = V.Zero, s23 = V.Zero;
        V s30 = V.Zero, s31 = V.Zero, s32 = V.Zero, s33 = V.Zero;
        float* b = t.B;
        byte* a0 = t.A, a1 = a0 + t.AStride, a2 = a1 + t.AStride, a3 = a2 + t.AStride;
        nint end = t.Lanes * 4;
        for (nint k = 0; k < end; k += 4)
        {
            V w0 = V.Load(in *b, 0), w1 = w0, w2 = w0, w3 = w0;
            if (sizeof(N) > 1) w1 = V.Load(in *b, sizeof(V) / 4);
            if (sizeof(N) > 2) w2 = V.Load(in *b, 2 * (sizeof(V) / 4));
            if (sizeof(N) > 3) w3 = V.Load(in *b, 3 * (sizeof(V) / 4));
            AddRow<V, N>(a0 + k, w0, w1, w2, w3, ref s00, ref s01, ref s02, ref s03);
            if (sizeof(M) > 1) AddRow<V, N>(a1 + k, w0, w1, w2, w3, ref s10, ref s11, ref s12, ref s13);
            if (sizeof(M) > 2) AddRow<V, N>(a2 + k, w0, w1, w2, w3, ref s20, ref s21, ref s22, ref s23);
            if (sizeof(M) > 3) AddRow<V, N>(a3 + k, w0, w1, w2, w3, ref s30, ref s31, ref s32, ref s33);
            b += sizeof(N) * (sizeof(V) / 4);
        }

        Finish<V, N>(t, 0, s00, s01, s02, s03);
        if (sizeof(M) > 1) Finish<V, N>(t, 1, s10, s11, s12, s13);
        if (sizeof(M) > 2) Finish<V, N>(t, 2, s20, s21, s22, s23);
        if (sizeof(M) > 3) Finish<V, N>(t, 3, s30, s31, s32, s33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<V, N>(byte* a, V w0, V w1, V w2, V w3, ref V s0, ref V s1, ref V s2, ref V s3)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        V x = ByteLanes.Broadcast<V>(a);
        s0 = ByteLanes.AddProducts(s0, x, w0);
        if (sizeof(N) > 1) s1 = ByteLanes.AddProducts(s1, x, w1);
        if (sizeof(N) > 2) s2 = ByteLanes.AddProducts(s2, x, w2);
        if (sizeof(N) > 3) s3 = ByteLanes.AddProducts(s3, x, w3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<V, N>(in ByteArguments t, int row, V s0, V s1, V s2, V s3)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        TileColumns.Load<V, N>(t.Start + row * t.StartStride, t.Offsets, 0, out V c0, out V c1, out V c2, out V c3);
        V scale = V.Create(t.RowScales[row]);
        Finish(t, 0, scale, s0, ref c0);
        if (sizeof(N) > 1) Finish(t, 1, scale, s1, ref c1);
        if (sizeof(N) > 2) Finish(t, 2, scale, s2, ref c2);
        if (sizeof(N) > 3) Finish(t, 3, scale, s3, ref c3);
        TileColumns.Store<V, N>(t.C + row * t.CStride, t.Offsets, 0, c0, c1, c2, c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<V>(in ByteArguments t, int vector, V scale, V sum, ref V c) where V : unmanaged, ILanes<V>
    {
        int column = vector * (sizeof(V) / 4);
        V.AddProduct(ref c, ByteLanes.ToFloats(sum, t.ColumnOffsets + column), scale * V.Load(in *t.ColumnScales, column));
    }
}
