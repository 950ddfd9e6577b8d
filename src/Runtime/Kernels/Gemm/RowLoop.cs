using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

/// <summary>Runs a tile of B over all rows, in the row blocks of the micro-kernel.</summary>
internal static unsafe class RowLoop
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(SimdLevel level, int pieces, int rows, in KernelArguments t)
    {
        switch (level)
        {
            case SimdLevel.Vector512 when pieces % 2 == 0: Run<F32x16>(pieces / 2, rows, 6, t); break;
            case SimdLevel.Vector128: Run<F32x4>(pieces * 2, rows, 3, t); break;
            default: Run<F32x8>(pieces, rows, pieces == 3 ? 4 : 3, t); break;
        }
    }

    /// <summary>One row over one tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunOne(SimdLevel level, int pieces, in KernelArguments t)
    {
        switch (level)
        {
            case SimdLevel.Vector512 when pieces % 2 == 0: RunOne<F32x16>(pieces / 2, t); break;
            case SimdLevel.Vector128: RunOne<F32x4>(pieces * 2, t); break;
            default: RunOne<F32x8>(pieces, t); break;
        }
    }

    /// <summary>One row over two neighbouring tiles of the same size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunPair(SimdLevel level, int pieces, in KernelArguments t)
    {
        switch (level)
        {
            case SimdLevel.Vector512 when pieces % 2 == 0: RunPair<F32x16>(pieces / 2, t); break;
            case SimdLevel.Vector128: RunPair<F32x4>(pieces * 2, t); break;
            default: RunPair<F32x8>(pieces, t); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunOne<V>(int vectors, in KernelArguments t) where V : unmanaged, ILanes<V>
    {
        switch (vectors)
        {
            case 1: MicroKernel.Run<V, Constant.One, Constant.One, ReadsDenseRows>(t); break;
            case 2: MicroKernel.Run<V, Constant.One, Constant.Two, ReadsDenseRows>(t); break;
            case 3: MicroKernel.Run<V, Constant.One, Constant.Three, ReadsDenseRows>(t); break;
            default: MicroKernel.Run<V, Constant.One, Constant.Four, ReadsDenseRows>(t); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunPair<V>(int vectors, in KernelArguments t) where V : unmanaged, ILanes<V>
    {
        switch (vectors)
        {
            case 1: MicroKernelPair.Run<V, Constant.One>(t); break;
            case 2: MicroKernelPair.Run<V, Constant.Two>(t); break;
            case 3: MicroKernelPair.Run<V, Constant.Three>(t); break;
            default: MicroKernelPair.Run<V, Constant.Four>(t); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<V>(int vectors, int rows, int block, in KernelArguments t) where V : unmanaged, ILanes<V>
    {
        switch (vectors)
        {
            case 1: Run<V, Constant.One>(rows, block, t); break;
            case 2: Run<V, Constant.Two>(rows, block, t); break;
            case 3: Run<V, Constant.Three>(rows, block, t); break;
            default: Run<V, Constant.Four>(rows, block, t); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<V, N>(int rows, int block, in KernelArguments t)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        if (t.Ahead != null) Run<V, N, ReadsDenseRowsAhead>(rows, block, t);
        else if (t.BStep == sizeof(N) * (sizeof(V) / 4)) Run<V, N, ReadsDenseRows>(rows, block, t);
        else if (sizeof(N) == 3 && t.BStep == sizeof(V)) Run<V, N, ReadsThreeOfFourVectors>(rows, block, t);
        else Run<V, N, ReadsSpacedRows>(rows, block, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<V, N, Reads>(int rows, int block, in KernelArguments tile)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
        where Reads : struct, ITileReading
    {
        KernelArguments t = tile;
        int quarters = 0;
        while (rows > 0)
        {
            // 7 rows are better cut into 4 and 3 than into 6 and 1. 10 are cut into 6 and 4, so that batches of 16, 32, 64 or 100 rows need
            // these two kernels only: each takes the compiler some milliseconds.
            int take = rows <= block ? rows : rows < 2 * block && rows != 10 ? (rows + 1) / 2 : block;
            switch (take)
            {
                case 1: MicroKernel.Run<V, Constant.One, N, Reads>(t); break;
                case 2: MicroKernel.Run<V, Constant.Two, N, Reads>(t); break;
                case 3: MicroKernel.Run<V, Constant.Three, N, Reads>(t); break;
                case 4: MicroKernel.Run<V, Constant.Four, N, Reads>(t); break;
                case 5: MicroKernel.Run<V, Constant.Five, N, Reads>(t); break;
                default: MicroKernel.Run<V, Constant.Six, N, Reads>(t); break;
            }
            rows -= take;
            t.A1 += take * t.A1Stride;
            t.A2 += take * t.A2Stride;
            t.C += take * t.CStride;
            t.Start += take * t.StartStride;
            if (!Reads.Ahead) continue;
            t.Ahead += t.BStep * (t.Runs1 * t.Run1 + t.Inner2);
            if (++quarters < 4) continue;
            Run<V, N, ReadsDenseRows>(rows, block, t); // all of the next tile is asked for
            return;
        }
    }
}
