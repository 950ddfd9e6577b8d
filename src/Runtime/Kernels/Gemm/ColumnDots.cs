using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.CompilerServices;

/// <summary>
/// Products with a matrix of a few columns, each stored whole (<see cref="PackedMatrix.ByColumns"/>), as most heads have them: an element
/// is a dot product. Its terms are added up in <see cref="Lanes"/> sums, one for each remainder of k, and those by halves, whatever the
/// vectors: a step of a stream waits for a sixteenth of the additions, and reads no lanes that stand for no column.
/// </summary>
internal static unsafe class ColumnDots
{
    /// <summary>Sums of a dot product.</summary>
    public const int Lanes = 16;

    /// <summary>Whether they take less time than a tile whose other lanes stand for no column, for one row as for many.</summary>
    public static bool Pay(int columns, int inner) => columns <= 4 && inner >= columns * Lanes;

    /// <summary>Floats from one column of a matrix of <paramref name="inner"/> rows to the next.</summary>
    public static int ColumnLength(int inner) => checked(inner + Lanes - 1) / Lanes * Lanes;

    /// <summary>What <see cref="Kernel"/> takes, for rows of B from <paramref name="innerBegin"/> on.</summary>
    public static RowArguments Place(
        PackedMatrix b, int innerBegin, float* start, float* a1, nint inner1, float* a2, nint inner2, float* c)
    {
        nint length = ColumnLength(b.Inner);
        return new RowArguments
        {
            B = b.Pointer + innerBegin, ColumnLength = length, Columns = b.Columns.Units,
            A1 = a1, Inner1 = inner1, A2 = a2, Inner2 = inner2, Start = start, C = c,
        };
    }

    /// <summary>Computes one row.</summary>
    public static delegate*<in RowArguments, void> Kernel(SimdLevel level) => level switch
    {
        SimdLevel.Vector512 => &Run<F32x16>,
        SimdLevel.Vector256 => &Run<F32x8>,
        _ => &Run<F32x4>,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<V>(in RowArguments t) where V : unmanaged, ILanes<V>
    {
        float* b = t.B, start = t.Start, c = t.C, copy = t.Copy;
        F32x8.Store(F32x8.Load(in *start, 0), ref *c, 0); // where there is no column, c is what the sums start from
        for (int column = 0; column < t.Columns; column++, b += t.ColumnLength)
        {
            float sum = start[column] + Dot<V>(t.A1, b, t.Inner1);
            if (t.Inner2 > 0) sum += Dot<V>(t.A2, b + t.Inner1, t.Inner2);
            c[column] = sum;
            if (copy != null) copy[column] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot<V>(float* a, float* b, nint length) where V : unmanaged, ILanes<V>
    {
        V s0 = default, s1 = default, s2 = default, s3 = default;
        for (; length >= Lanes; length -= Lanes, a += Lanes, b += Lanes)
            Add(a, b, ref s0, ref s1, ref s2, ref s3);
        if (length > 0) AddEnd(a, b, (int)length, ref s0, ref s1, ref s2, ref s3);
        if (sizeof(V) == 64) return V.Sum(s0);
        if (sizeof(V) == 32) return V.Sum(s0 + s1);
        return V.Sum((s0 + s2) + (s1 + s3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<V>(float* a, float* b, ref V s0, ref V s1, ref V s2, ref V s3) where V : unmanaged, ILanes<V>
    {
        V.AddProduct(ref s0, V.Load(in *a, 0), in *b, 0);
        if (sizeof(V) < 64) V.AddProduct(ref s1, V.Load(in *a, sizeof(V) / 4), in *b, sizeof(V) / 4);
        if (sizeof(V) > 16) return;
        V.AddProduct(ref s2, V.Load(in *a, 2 * (sizeof(V) / 4)), in *b, 2 * (sizeof(V) / 4));
        V.AddProduct(ref s3, V.Load(in *a, 3 * (sizeof(V) / 4)), in *b, 3 * (sizeof(V) / 4));
    }

    /// <summary>The last terms, fewer than <see cref="Lanes"/>; what lies behind them is not read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddEnd<V>(float* a, float* b, int length, ref V s0, ref V s1, ref V s2, ref V s3) where V : unmanaged, ILanes<V>
    {
        if (sizeof(V) == 16 || !Avx.IsSupported)
        {
            AddCopied(a, b, length, ref s0, ref s1, ref s2, ref s3);
            return;
        }

        Vector256<int> lower = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(length)),
            upper = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(length - 8));
        F32x8 a0 = new(Avx.MaskLoad(a, lower.AsSingle())), a1 = new(Avx.MaskLoad(a + 8, upper.AsSingle())),
            b0 = new(Avx.MaskLoad(b, lower.AsSingle())), b1 = new(Avx.MaskLoad(b + 8, upper.AsSingle()));
        if (sizeof(V) == 64)
        {
            V.AddProduct(ref s0, Join<V>(a0, a1), Join<V>(b0, b1));
        }
        else
        {
            V.AddProduct(ref s0, Unsafe.BitCast<F32x8, V>(a0), Unsafe.BitCast<F32x8, V>(b0));
            V.AddProduct(ref s1, Unsafe.BitCast<F32x8, V>(a1), Unsafe.BitCast<F32x8, V>(b1));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Join<V>(F32x8 lower, F32x8 upper) where V : unmanaged, ILanes<V>
        => Unsafe.BitCast<F32x16, V>(new F32x16(Vector512.Create(lower.Value, upper.Value)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddCopied<V>(float* a, float* b, int length, ref V s0, ref V s1, ref V s2, ref V s3) where V : unmanaged, ILanes<V>
    {
        float* copy = stackalloc float[2 * Lanes];
        new Span<float>(copy, 2 * Lanes).Clear();
        for (int k = 0; k < length; k++) (copy[k], copy[Lanes + k]) = (a[k], b[k]);
        Add(copy, copy + Lanes, ref s0, ref s1, ref s2, ref s3);
    }
}
