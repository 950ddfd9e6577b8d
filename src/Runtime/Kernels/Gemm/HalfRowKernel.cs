using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

/// <summary><see cref="RowKernel"/> for tiles of <see cref="HalfWeights"/>: the same sums in the same order, from half the bytes.</summary>
internal static unsafe class HalfRowKernel
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
        bool odd = t.Odd;
        V d0 = default, d1 = default, d2 = default, d3 = default;
        TileColumns.Load<V, N>(start, offsets, 0, out V c0, out V c1, out V c2, out V c3);
        if (sizeof(T) > 1) TileColumns.Load<V, N>(start, offsets, sizeof(N), out d0, out d1, out d2, out d3);
        while (true)
        {
            if (odd && inner1 > 0)
            {
                V x = V.Create(*a1++);
                AddOdd<V, N>(x, b, ref c0, ref c1, ref c2, ref c3);
                if (sizeof(T) > 1) AddOdd<V, N>(x, next, ref d0, ref d1, ref d2, ref d3);
                b += sizeof(N) * (sizeof(V) / 4);
                next += sizeof(N) * (sizeof(V) / 4);
                inner1--;
                odd = false;
            }
            for (; inner1 >= 4; inner1 -= 4, a1 += 4)
            {
                V.CreateFour(in *a1, out V x0, out V x1, out V x2, out V x3);
                AddBoth<V, N>(x0, x1, b, 0, ref c0, ref c1, ref c2, ref c3);
                if (sizeof(T) > 1) AddBoth<V, N>(x0, x1, next, 0, ref d0, ref d1, ref d2, ref d3);
                AddBoth<V, N>(x2, x3, b, 1, ref c0, ref c1, ref c2, ref c3);
                if (sizeof(T) > 1) AddBoth<V, N>(x2, x3, next, 1, ref d0, ref d1, ref d2, ref d3);
                b += 2 * sizeof(N) * (sizeof(V) / 4);
                next += 2 * sizeof(N) * (sizeof(V) / 4);
            }
            if (inner1 >= 2)
            {
                V x0 = V.Create(a1[0]), x1 = V.Create(a1[1]);
                AddBoth<V, N>(x0, x1, b, 0, ref c0, ref c1, ref c2, ref c3);
                if (sizeof(T) > 1) AddBoth<V, N>(x0, x1, next, 0, ref d0, ref d1, ref d2, ref d3);
                b += sizeof(N) * (sizeof(V) / 4);
                next += sizeof(N) * (sizeof(V) / 4);
                inner1 -= 2;
                a1 += 2;
            }
            if (inner1 > 0)
            {
                V x = V.Create(*a1);
                AddEven<V, N>(x, b, ref c0, ref c1, ref c2, ref c3);
                if (sizeof(T) > 1) AddEven<V, N>(x, next, ref d0, ref d1, ref d2, ref d3);
                odd = true;
            }
            if (inner2 == 0) break;
            a1 = t.A2;
            inner1 = inner2;
            inner2 = 0;
        }
        TileColumns.Store<V, N>(c, offsets, 0, c0, c1, c2, c3);
        if (sizeof(T) > 1) TileColumns.Store<V, N>(c, offsets, sizeof(N), d0, d1, d2, d3);
    }

    /// <summary>c += x b + y b', for both rows of the lanes <paramref name="k"/> rows of lanes on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddBoth<V, N>(V x, V y, float* b, int k, ref V c0, ref V c1, ref V c2, ref V c3)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        AddBoth(x, y, V.Load(in *b, k * sizeof(N) * (sizeof(V) / 4)), ref c0);
        if (sizeof(N) > 1) AddBoth(x, y, V.Load(in *b, (k * sizeof(N) + 1) * (sizeof(V) / 4)), ref c1);
        if (sizeof(N) > 2) AddBoth(x, y, V.Load(in *b, (k * sizeof(N) + 2) * (sizeof(V) / 4)), ref c2);
        if (sizeof(N) > 3) AddBoth(x, y, V.Load(in *b, (k * sizeof(N) + 3) * (sizeof(V) / 4)), ref c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddBoth<V>(V x, V y, V lanes, ref V c) where V : unmanaged, ILanes<V>
    {
        V.AddProduct(ref c, x, HalfWeights.Even(lanes));
        V.AddProduct(ref c, y, HalfWeights.Odd(lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddEven<V, N>(V x, float* b, ref V c0, ref V c1, ref V c2, ref V c3)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        V.AddProduct(ref c0, x, HalfWeights.Even(V.Load(in *b, 0)));
        if (sizeof(N) > 1) V.AddProduct(ref c1, x, HalfWeights.Even(V.Load(in *b, sizeof(V) / 4)));
        if (sizeof(N) > 2) V.AddProduct(ref c2, x, HalfWeights.Even(V.Load(in *b, 2 * (sizeof(V) / 4))));
        if (sizeof(N) > 3) V.AddProduct(ref c3, x, HalfWeights.Even(V.Load(in *b, 3 * (sizeof(V) / 4))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddOdd<V, N>(V x, float* b, ref V c0, ref V c1, ref V c2, ref V c3)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        V.AddProduct(ref c0, x, HalfWeights.Odd(V.Load(in *b, 0)));
        if (sizeof(N) > 1) V.AddProduct(ref c1, x, HalfWeights.Odd(V.Load(in *b, sizeof(V) / 4)));
        if (sizeof(N) > 2) V.AddProduct(ref c2, x, HalfWeights.Odd(V.Load(in *b, 2 * (sizeof(V) / 4))));
        if (sizeof(N) > 3) V.AddProduct(ref c3, x, HalfWeights.Odd(V.Load(in *b, 3 * (sizeof(V) / 4))));
    }
}
