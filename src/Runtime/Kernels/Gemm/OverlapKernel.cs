using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.CompilerServices;

/// <summary>
/// Two products whose windows share two of three slots, as a GRU's do: sums of slots 1 2 3 of A1 B1, then of slots 0 1 2 of A2 B2, for M
/// rows and one vector of units. Slots 1 and 2 stay in registers from the first product to the second; slot 0 takes the place of slot 3.
/// The order of the sums is that of two calls of <see cref="MicroKernel"/>.
/// </summary>
internal static unsafe class OverlapKernel
{
    /// <summary>Runs the kernel over all rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunRows<V, Reads>(int rows, in OverlapArguments tile)
        where V : unmanaged, ILanes<V>
        where Reads : struct, ITileReading
    {
        OverlapArguments t = tile;
        int block = sizeof(V) == 64 ? 6 : 4, quarters = 0;
        while (rows > 0)
        {
            int take = rows <= block ? rows : rows < 2 * block ? (rows + 1) / 2 : block;
            switch (take)
            {
                case 1: Run<V, Constant.One, Reads>(t); break;
                case 2: Run<V, Constant.Two, Reads>(t); break;
                case 3: Run<V, Constant.Three, Reads>(t); break;
                case 4: Run<V, Constant.Four, Reads>(t); break;
                case 5: Run<V, Constant.Five, Reads>(t); break;
                default: Run<V, Constant.Six, Reads>(t); break;
            }
            rows -= take;
            t.A1 += take * t.Stride1;
            t.A2 += take * t.Stride2;
            t.C += take * t.CStride;
            if (!Reads.Ahead) continue;
            t.Ahead1 += 3 * (sizeof(V) / 4) * t.Inner1;
            t.Ahead2 += 3 * (sizeof(V) / 4) * t.Inner2;
            if (++quarters < 4) continue;
            RunRows<V, ReadsDenseRows>(rows, t); // all of the next tiles is asked for
            return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<V, M, Reads>(in OverlapArguments t)
        where V : unmanaged, ILanes<V>
        where M : unmanaged, IConstant
        where Reads : struct, ITileReading
    {
        int panel = t.PanelLength, columns = 3 * (sizeof(V) / 4);
        float* bias = t.Bias;
        V c1 = Load<V>(bias, 1, panel), c2 = Load<V>(bias, 2, panel), last = Load<V>(bias, 3, panel);
        V d1 = c1, d2 = c2, e1 = c1, e2 = c2, f1 = c1, f2 = c2, g1 = c1, g2 = c2, h1 = c1, h2 = c2; // rows 1 to 5
        V c = last, d = last, e = last, f = last, g = last, h = last; // slot 3, then slot 0

        byte* ahead = t.Ahead1;
        float* b = t.B1;
        float* a = t.A1;
        nint lda = t.Stride1, inner = t.Inner1;
        float* a1 = a + lda, a2 = a1 + lda, a3 = a2 + lda, a4 = a3 + lda, a5 = a4 + lda;
        nint k = 0;
        while (true)
        {
            if (Reads.Ahead && Sse.IsSupported)
            {
                Sse.Prefetch1(ahead);
                Sse.Prefetch1(ahead + columns);
                ahead += 2 * columns;
            }
            AddInput<V, M>(
                b, 0, a + k, a1 + k, a2 + k, a3 + k, a4 + k, a5 + k,
                ref c1, ref c2, ref c, ref d1, ref d2, ref d, ref e1, ref e2, ref e, ref f1, ref f2, ref f, ref g1, ref g2, ref g, ref h1,
                ref h2, ref h);
            if (++k == inner) break;
            AddInput<V, M>(
                b, columns, a + k, a1 + k, a2 + k, a3 + k, a4 + k, a5 + k,
                ref c1, ref c2, ref c, ref d1, ref d2, ref d, ref e1, ref e2, ref e, ref f1, ref f2, ref f, ref g1, ref g2, ref g, ref h1,
                ref h2, ref h);
            b += 2 * columns;
            if (++k == inner) break;
        }

        nint row = t.CStride;
        float* to = t.C;
        Store(c, to, 3, panel);
        if (sizeof(M) > 1) Store(d, to += row, 3, panel);
        if (sizeof(M) > 2) Store(e, to += row, 3, panel);
        if (sizeof(M) > 3) Store(f, to += row, 3, panel);
        if (sizeof(M) > 4) Store(g, to += row, 3, panel);
        if (sizeof(M) > 5) Store(h, to + row, 3, panel);
        c = d = e = f = g = h = Load<V>(bias, 0, panel);

        ahead = t.Ahead2;
        b = t.B2;
        a = t.A2;
        lda = t.Stride2;
        inner = t.Inner2;
        a1 = a + lda;
        a2 = a1 + lda;
        a3 = a2 + lda;
        a4 = a3 + lda;
        a5 = a4 + lda;
        k = 0;
        while (true)
        {
            AddInput<V, M>(
                b, 0, a + k, a1 + k, a2 + k, a3 + k, a4 + k, a5 + k,
                ref c, ref c1, ref c2, ref d, ref d1, ref d2, ref e, ref e1, ref e2, ref f, ref f1, ref f2, ref g, ref g1, ref g2, ref h,
                ref h1, ref h2);
            if (++k == inner) break;
            AddInput<V, M>(
                b, columns, a + k, a1 + k, a2 + k, a3 + k, a4 + k, a5 + k,
                ref c, ref c1, ref c2, ref d, ref d1, ref d2, ref e, ref e1, ref e2, ref f, ref f1, ref f2, ref g, ref g1, ref g2, ref h,
                ref h1, ref h2);
            b += 2 * columns;
            if (++k == inner) break;
        }

        to = t.C;
        StoreRow(c, c1, c2, to, panel);
        if (sizeof(M) > 1) StoreRow(d, d1, d2, to += row, panel);
        if (sizeof(M) > 2) StoreRow(e, e1, e2, to += row, panel);
        if (sizeof(M) > 3) StoreRow(f, f1, f2, to += row, panel);
        if (sizeof(M) > 4) StoreRow(g, g1, g2, to += row, panel);
        if (sizeof(M) > 5) StoreRow(h, h1, h2, to + row, panel);
    }

    /// <summary>Adds the products of one inner index: its row of B, at <paramref name="at"/>, and the values of A's rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddInput<V, M>(
        float* b, int at, float* a, float* a1, float* a2, float* a3, float* a4, float* a5,
        ref V c0, ref V c1, ref V c2, ref V d0, ref V d1, ref V d2, ref V e0, ref V e1, ref V e2, ref V f0, ref V f1, ref V f2, ref V g0,
        ref V g1, ref V g2, ref V h0, ref V h1, ref V h2)
        where V : unmanaged, ILanes<V>
        where M : unmanaged, IConstant
    {
        V b0 = V.Load(in *b, at), b1 = V.Load(in *b, at + sizeof(V) / 4), b2 = V.Load(in *b, at + 2 * (sizeof(V) / 4));
        AddRow(*a, b0, b1, b2, ref c0, ref c1, ref c2);
        if (sizeof(M) > 1) AddRow(*a1, b0, b1, b2, ref d0, ref d1, ref d2);
        if (sizeof(M) > 2) AddRow(*a2, b0, b1, b2, ref e0, ref e1, ref e2);
        if (sizeof(M) > 3) AddRow(*a3, b0, b1, b2, ref f0, ref f1, ref f2);
        if (sizeof(M) > 4) AddRow(*a4, b0, b1, b2, ref g0, ref g1, ref g2);
        if (sizeof(M) > 5) AddRow(*a5, b0, b1, b2, ref h0, ref h1, ref h2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<V>(float x, V b0, V b1, V b2, ref V c0, ref V c1, ref V c2)
        where V : unmanaged, ILanes<V>
    {
        V all = V.Create(x);
        V.AddProduct(ref c0, all, b0);
        V.AddProduct(ref c1, all, b1);
        V.AddProduct(ref c2, all, b2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Load<V>(float* row, int slot, int panelLength)
        where V : unmanaged, ILanes<V> => V.LoadPanels(in *row, slot * Panel.Units, panelLength);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V>(V value, float* row, int slot, int panelLength)
        where V : unmanaged, ILanes<V> => V.StorePanels(value, ref *row, slot * Panel.Units, panelLength);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<V>(V c0, V c1, V c2, float* row, int panelLength)
        where V : unmanaged, ILanes<V>
    {
        Store(c0, row, 0, panelLength);
        Store(c1, row, 1, panelLength);
        Store(c2, row, 2, panelLength);
    }
}
