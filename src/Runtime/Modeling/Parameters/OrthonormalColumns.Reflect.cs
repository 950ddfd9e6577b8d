using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

// A block of reflections at once: H_first H_(first+1) ... = 1 - V T V^T with an upper triangular T.
internal sealed partial class OrthonormalColumns : IParallelWork
{
    private const int PartColumns = 16;

    // Rows of V that the cache holds.
    private const int ChunkRows = 1024;

    private readonly double[] _triangle = new double[BlockColumns * BlockColumns];
    private int _first, _count;
    private double[] _target = [];
    private int _targetColumn;
    private bool _transposed;

    private void SetBlock(int first) => (_first, _count) = (first, Math.Min(BlockColumns, _columns - first));

    private Span<double> V(int column) => _reflections.AsSpan((_first + column) * _stride, _stride);

    // Column i of T is -factor_i T (V^T v_i), with factor_i below it.
    private void SumReflections()
    {
        Span<double> products = stackalloc double[BlockColumns];
        for (int i = 0; i < _count; i++)
        {
            double factor = _factors[_first + i];
            for (int j = 0; j < i; j++)
                products[j] = Dot(V(j), V(i));
            for (int row = 0; row < i; row++)
            {
                double sum = 0;
                for (int j = row; j < i; j++)
                    sum += _triangle[row * BlockColumns + j] * products[j];
                _triangle[row * BlockColumns + i] = -factor * sum;
            }

            _triangle[i * BlockColumns + i] = factor;
        }
    }

    // C - V T^T V^T C, or C - V T V^T C, for the columns of a matrix from one on.
    private void Reflect(double[] target, int fromColumn, bool transposed)
    {
        (_target, _targetColumn, _transposed) = (target, fromColumn, transposed);
        int parts = (_columns - fromColumn + PartColumns - 1) / PartColumns;
        if ((long)parts * _count * _rows < 20_000)
        {
            for (int part = 0; part < parts; part++)
                Run(0, part);
            return;
        }

        WorkerPool.Shared.Run(this, 0, parts);
    }

    /// <inheritdoc/>
    public void Run(int phase, int part)
    {
        int first = _targetColumn + part * PartColumns, count = Math.Min(PartColumns, _columns - first);
        Span<double> products = stackalloc double[PartColumns * BlockColumns];
        products.Clear();
        int start = _first / Lanes * Lanes;
        for (int row = start; row < _stride; row += ChunkRows)
            AddProducts(first, count, row, Math.Min(row + ChunkRows, _stride), products);
        for (int column = 0; column < count; column++)
            MultiplyTriangle(products.Slice(column * BlockColumns, BlockColumns));
        for (int row = start; row < _stride; row += ChunkRows)
            Subtract(first, count, row, Math.Min(row + ChunkRows, _stride), products);
    }

    private void MultiplyTriangle(Span<double> x)
    {
        Span<double> result = stackalloc double[BlockColumns];
        for (int i = 0; i < _count; i++)
        {
            double sum = 0;
            for (int j = _transposed ? 0 : i; j < (_transposed ? i + 1 : _count); j++)
                sum += (_transposed ? _triangle[j * BlockColumns + i] : _triangle[i * BlockColumns + j]) * x[j];
            result[i] = sum;
        }

        result[.._count].CopyTo(x);
    }

    // products[c][k] += v_k . column c over rows [begin, end), four reflections and two columns at a time.
    private void AddProducts(int first, int count, int begin, int end, Span<double> products)
    {
        for (int k = 0; k < _count; k += 4)
        {
            ref double v0 = ref Row(k), v1 = ref Row(k + 1), v2 = ref Row(k + 2), v3 = ref Row(k + 3);
            for (int c = 0; c < count; c += 2)
            {
                ref double one = ref Target(first, c, count), two = ref Target(first, c + 1, count);
                Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default, t0 = default, t1 = default, t2 = default,
                    t3 = default;
                for (nuint row = (nuint)begin; row < (nuint)end; row += Lanes)
                {
                    Vector256<double> x = Vector256.LoadUnsafe(ref one, row), y = Vector256.LoadUnsafe(ref two, row);
                    Vector256<double> v = Vector256.LoadUnsafe(ref v0, row);
                    (s0, t0) = (s0 + v * x, t0 + v * y);
                    v = Vector256.LoadUnsafe(ref v1, row);
                    (s1, t1) = (s1 + v * x, t1 + v * y);
                    v = Vector256.LoadUnsafe(ref v2, row);
                    (s2, t2) = (s2 + v * x, t2 + v * y);
                    v = Vector256.LoadUnsafe(ref v3, row);
                    (s3, t3) = (s3 + v * x, t3 + v * y);
                }

                Add(products.Slice(c * BlockColumns + k, 4), s0, s1, s2, s3);
                if (c + 1 < count)
                    Add(products.Slice((c + 1) * BlockColumns + k, 4), t0, t1, t2, t3);
            }
        }

        static void Add(Span<double> to, Vector256<double> s0, Vector256<double> s1, Vector256<double> s2, Vector256<double> s3)
        {
            to[0] += Sum(s0);
            to[1] += Sum(s1);
            to[2] += Sum(s2);
            to[3] += Sum(s3);
        }
    }

    // column c -= sum_k v_k products[c][k] over rows [begin, end).
    private void Subtract(int first, int count, int begin, int end, ReadOnlySpan<double> products)
    {
        for (int k = 0; k < _count; k += 4)
        {
            ref double v0 = ref Row(k), v1 = ref Row(k + 1), v2 = ref Row(k + 2), v3 = ref Row(k + 3);
            int used = Math.Min(4, _count - k);
            for (int c = 0; c < count; c++)
            {
                ref double column = ref Target(first, c, count);
                ReadOnlySpan<double> by = products.Slice(c * BlockColumns + k, 4);
                Vector256<double> p0 = Factor(by, 0, used), p1 = Factor(by, 1, used), p2 = Factor(by, 2, used), p3 = Factor(by, 3, used);
                for (nuint row = (nuint)begin; row < (nuint)end; row += Lanes)
                {
                    Vector256<double> a = Vector256.LoadUnsafe(ref v0, row) * p0 + Vector256.LoadUnsafe(ref v1, row) * p1;
                    Vector256<double> b = Vector256.LoadUnsafe(ref v2, row) * p2 + Vector256.LoadUnsafe(ref v3, row) * p3;
                    (Vector256.LoadUnsafe(ref column, row) - (a + b)).StoreUnsafe(ref column, row);
                }
            }
        }
    }

    // Past the last column of a part the last is read again.
    private ref double Target(int first, int c, int count) => ref _target[(first + Math.Min(c, count - 1)) * _stride];

    // Past the last reflection of a block the last is read again and counts nothing.
    private ref double Row(int k) => ref _reflections[(_first + Math.Min(k, _count - 1)) * _stride];

    private static Vector256<double> Factor(ReadOnlySpan<double> products, int k, int used) =>
        k < used ? Vector256.Create(products[k]) : default;

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref double x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        Vector256<double> sum = default;
        for (nuint row = 0; row < (nuint)a.Length; row += Lanes)
            sum += Vector256.LoadUnsafe(ref x, row) * Vector256.LoadUnsafe(ref y, row);
        return Sum(sum);
    }

    // to -= from * by
    private static void Subtract(Span<double> to, ReadOnlySpan<double> from, double by)
    {
        ref double x = ref MemoryMarshal.GetReference(to), y = ref MemoryMarshal.GetReference(from);
        for (nuint row = 0; row < (nuint)to.Length; row += Lanes)
            (Vector256.LoadUnsafe(ref x, row) - Vector256.LoadUnsafe(ref y, row) * by).StoreUnsafe(ref x, row);
    }

    // The same order on every processor.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Vector256<double> lanes) => lanes[0] + lanes[1] + (lanes[2] + lanes[3]);
}
