using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

/// <summary>
/// One row of A times a tile of B of N vectors, or times two such tiles side by side, whose 2 N independent sums hide the latency of the
/// multiply-add. Four rows of B a turn: a step of a small stream is a hundred multiply-adds.
/// </summary>
internal static unsafe class RowKernel
{
    /// <summary>Runs the first tile and, where <typeparamref name="T"/> is 2, the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, N, T>(in RowArguments t)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
        where T : unmanaged, IConstant
    {
        float* b = t.B, next = t.Next, a1 = t.A1, start = t.Start, c = t.C;
        nint inner1 = t.Inner1, inner2 = t.Inner2;
        int* offsets = t.Offsets;
        V c0 = default, c1 = default, c2 = default, c3 = default, d0 = default, d1 = default, d2 = default, d3 = default;
        if (offsets == null)
        {
            TileColumns.LoadRun<V, N>(start, 0, out c0, out c1, out c2, out c3);
            if (sizeof(T) > 1) TileColumns.LoadRun<V, N>(start, sizeof(N), out d0, out d1, out d2, out d3);
        }
        else
        {
            TileColumns.LoadPieces<V, N>(start, offsets, 0, out c0, out c1, out c2, out c3);
            if (sizeof(T) > 1) TileColumns.LoadPieces<V, N>(start, offsets, sizeof(N), out d0, out d1, out d2, out d3);
        }
        while (true)
        {
            for (; inner1 >= 4; inner1 -= 4, a1 += 4)
            {
                V.CreateFour(in *a1, out V x0, out V x1, out V x2, out V x3);
                Add<V, N>(x0, b, 0, ref c0, ref c1, ref c2, ref c3);
                if (sizeof(T) > 1) Add<V, N>(x0, next, 0, ref d0, ref d1, ref d2, ref d3);
                Add<V, N>(x1, b, 1, ref c0, ref c1, ref c2, ref c3);
                if (sizeof(T) > 1) Add<V, N>(x1, next, 1, ref d0, ref d1, ref d2, ref d3);
                Add<V, N>(x2, b, 2, ref c0, ref c1, ref c2, ref c3);
                if (sizeof(T) > 1) Add<V, N>(x2, next, 2, ref d0, ref d1, ref d2, ref d3);
                Add<V, N>(x3, b, 3, ref c0, ref c1, ref c2, ref c3);
                if (sizeof(T) > 1) Add<V, N>(x3, next, 3, ref d0, ref d1, ref d2, ref d3);
                b += 4 * sizeof(N) * (sizeof(V) / 4);
                next += 4 * sizeof(N) * (sizeof(V) / 4);
            }
            for (; inner1 > 0; inner1--, a1++)
            {
                V x = V.Create(*a1);
                Add<V, N>(x, b, 0, ref c0, ref c1, ref c2, ref c3);
                if (sizeof(T) > 1) Add<V, N>(x, next, 0, ref d0, ref d1, ref d2, ref d3);
                b += sizeof(N) * (sizeof(V) / 4);
                next += sizeof(N) * (sizeof(V) / 4);
            }
            if (inner2 == 0) break;
            a1 = t.A2;
            inner1 = inner2;
            inner2 = 0;
        }
        if (offsets == null)
        {
            TileColumns.StoreRun<V, N>(c, 0, c0, c1, c2, c3);
            if (sizeof(T) > 1) TileColumns.StoreRun<V, N>(c, sizeof(N), d0, d1, d2, d3);
        }
        else
        {
            TileColumns.StorePieces<V, N>(c, offsets, 0, c0, c1, c2, c3);
            if (sizeof(T) > 1) TileColumns.StorePieces<V, N>(c, offsets, sizeof(N), d0, d1, d2, d3);
        }
    }

    /// <summary>c += x b, for row <paramref name="k"/> of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<V, N>(V x, float* b, int k, ref V c0, ref V c1, ref V c2, ref V c3)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        V.AddProduct(ref c0, x, in *b, k * sizeof(N) * (sizeof(V) / 4));
        if (sizeof(N) > 1) V.AddProduct(ref c1, x, in *b, (k * sizeof(N) + 1) * (sizeof(V) / 4));
        if (sizeof(N) > 2) V.AddProduct(ref c2, x, in *b, (k * sizeof(N) + 2) * (sizeof(V) / 4));
        if (sizeof(N) > 3) V.AddProduct(ref c3, x, in *b, (k * sizeof(N) + 3) * (sizeof(V) / 4));
    }
}
