using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// C = A B (+ bias, + C) in tiles (<see cref="ProductTile"/>); sums run over k = 0, 1, 2, ... in an order that the shapes and the tiles'
/// size alone decide.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MatrixProducts
{
    private readonly GpuDevice _device;
    private readonly int _size; // of a tile

    internal MatrixProducts(GpuDevice device)
    {
        _device = device;
        _size = ProductTile.SizeOn(device);
        Partials = new DeviceBuffer(device);
    }

    /// <summary>Tiles of rows that one launch takes: CUDA's limit of a grid's second dimension. Fewer in tests.</summary>
    internal int MostRowTiles { get; set; } = 65_535;

    /// <summary>Sums over parts of the rows, [parts, m, n], as <see cref="Transposed"/> left them.</summary>
    internal DeviceBuffer Partials { get; }

    /// <summary>C [m, n] = A [m, k] B [k, n] + bias.</summary>
    /// <param name="rows">m.</param>
    /// <param name="inner">k.</param>
    /// <param name="columns">n.</param>
    /// <param name="a">A, row after row.</param>
    /// <param name="strideA">Values from one row of A to the next.</param>
    /// <param name="b">B, row after row.</param>
    /// <param name="bias">[n]; empty for none.</param>
    /// <param name="c">C.</param>
    /// <param name="strideC">Values from one row of C to the next.</param>
    /// <param name="accumulate">Whether the product is added to C.</param>
    public void Multiply(
        int rows, int inner, int columns, ArrayView<float> a, int strideA, ArrayView<float> b, ArrayView<float> bias,
        ArrayView<float> c, int strideC, bool accumulate = false) => Run(
        new ProductArguments
        {
            A = a, B = b, C = c, Bias = bias, Rows = rows, Columns = columns, Inner = inner, RowA = strideA, ColumnA = 1,
            RowB = columns, ColumnB = 1, RowC = strideC, Accumulate = accumulate ? 1 : 0, Part = inner,
        }, 1);

    /// <summary>C [m, n] = A [m, k] B^T, B [n, k].</summary>
    /// <param name="rows">m.</param>
    /// <param name="inner">k.</param>
    /// <param name="columns">n.</param>
    /// <param name="a">A, row after row.</param>
    /// <param name="strideA">Values from one row of A to the next.</param>
    /// <param name="b">B, row after row.</param>
    /// <param name="c">C.</param>
    /// <param name="strideC">Values from one row of C to the next.</param>
    /// <param name="accumulate">Whether the product is added to C.</param>
    public void MultiplyTransposed(
        int rows, int inner, int columns, ArrayView<float> a, int strideA, ArrayView<float> b, ArrayView<float> c, int strideC,
        bool accumulate) => Run(
        new ProductArguments
        {
            A = a, B = b, C = c, Bias = ArrayView<float>.Empty, Rows = rows, Columns = columns, Inner = inner, RowA = strideA, ColumnA = 1,
            RowB = 1, ColumnB = inner, RowC = strideC, Accumulate = accumulate ? 1 : 0, Part = inner,
        }, 1);

    /// <summary>A^T B for A [k, m], B [k, n], left in parts in <see cref="Partials"/>; returns the number of parts.</summary>
    internal int Transposed(int inner, int rows, int columns, ArrayView<float> a, int strideA, ArrayView<float> b, int strideB)
    {
        int parts = Parts(inner, rows, columns, _size);
        Partials.EnsureLength(checked(parts * rows * columns));
        Run(
            new ProductArguments
            {
                A = a, B = b, C = Partials.View, Bias = ArrayView<float>.Empty, Rows = rows, Columns = columns, Inner = inner, RowA = 1,
                ColumnA = strideA,
                RowB = strideB, ColumnB = 1, RowC = columns, Part = (inner + parts - 1) / parts, PartStride = rows * columns,
            }, parts);
        return parts;
    }

    /// <summary>Sums of the columns of A [rows, n], left in parts in <see cref="Partials"/>; returns the number of parts.</summary>
    internal int SumColumns(int rows, int columns, ArrayView<float> a, int stride)
    {
        int parts = Parts(rows, 1, columns, _size);
        Partials.EnsureLength(parts * columns);
        _device.Launch(
            ColumnSums, _device.OnePer((long)parts * columns), a, Partials.View, rows, columns, stride, (rows + parts - 1) / parts);
        return parts;
    }

    /// <summary>
    /// Sums over rows of a[u] * b[u], left in parts of whole panels of units in <see cref="Partials"/>; returns the number of parts.
    /// </summary>
    internal int SumUnitProducts(int rows, ArrayView<float> a, GateColumn gatesOfA, ArrayView<float> b, GateColumn gatesOfB)
    {
        int stride = (gatesOfA.Units + 7) / 8 * 8, parts = Parts(rows, 1, stride, _size);
        Partials.EnsureLength(parts * stride);
        _device.Launch(
            UnitProductSums, _device.OnePer((long)parts * stride), a, gatesOfA, b, gatesOfB, Partials.View, rows, stride,
            (rows + parts - 1) / parts);
        return parts;
    }

    // Enough groups to fill a large device, without parts that are shorter than is worth while.
    private static int Parts(int inner, int rows, int columns, int size)
    {
        const int Groups = 512, Shortest = 128;
        int tiles = Tiles(rows, size) * Tiles(columns, size);
        return Math.Clamp(Groups / tiles, 1, Math.Max(1, inner / Shortest));
    }

    private static int Tiles(int length, int size) => (length + size - 1) / size;

    private void Run(ProductArguments all, int parts)
    {
        int most = MostRowTiles * _size;
        for (int row = 0; row < all.Rows; row += most)
        {
            ProductArguments some = all;
            some.Rows = Math.Min(most, all.Rows - row);
            some.A = From(all.A, (long)row * all.RowA);
            some.C = From(all.C, (long)row * all.RowC);
            _device.Launch(
                ProductTile.KernelOf(_size),
                new KernelConfig(
                    new Index3D(Tiles(some.Columns, _size), Tiles(some.Rows, _size), parts), new Index3D(ProductTile.Threads(_size), 1, 1)),
                some);
        }
    }

    private static ArrayView<float> From(ArrayView<float> view, long first) => view.SubView(first, view.Length - first);

    private static void UnitProductSums(
        ArrayView<float> a, GateColumn gatesOfA, ArrayView<float> b, GateColumn gatesOfB, ArrayView<float> sums, int rows, int stride,
        int part)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, unit = at % stride;
        if (at >= sums.IntLength)
            return;
        int begin = at / stride * part, end = IntrinsicMath.Min(begin + part, rows);
        float sum = 0f;
        for (int row = begin; row < end; row++)
            sum += a[gatesOfA.Position(row, unit)] * b[gatesOfB.Position(row, unit)];
        sums[at] = sum;
    }

    private static void ColumnSums(ArrayView<float> a, ArrayView<float> sums, int rows, int columns, int stride, int part)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at >= sums.IntLength)
            return;
        int column = at % columns, begin = at / columns * part, end = IntrinsicMath.Min(begin + part, rows);
        float sum = 0f;
        for (int row = begin; row < end; row++)
            sum += a[row * stride + column];
        sums[at] = sum;
    }
}
