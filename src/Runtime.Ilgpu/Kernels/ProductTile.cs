using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// One tile of a product: a group of 64 threads takes 32 x 32 values of C, each thread 4 x 4 of them in registers, and
/// walks along the inner dimension in strips that lie in shared memory. On a device whose groups have fewer threads 16 take 16 x 16.
/// </summary>
internal static class ProductTile
{
    private const int Size = 32, SmallSize = 16;

    private const int Strip = 16; // of the inner dimension

    /// <summary>Rows and columns of a tile on a device.</summary>
    public static int SizeOn(GpuDevice device) => device.GroupSize(Threads(Size)) == Threads(Size) ? Size : SmallSize;

    /// <summary>Threads of a group for a tile of <paramref name="size"/> rows and columns.</summary>
    public static int Threads(int size) => size / 4 * (size / 4);

    /// <summary>The kernel for tiles of <paramref name="size"/> rows and columns.</summary>
    public static Action<ProductArguments> KernelOf(int size) => size == Size ? Compute : ComputeSmall;

    /// <summary>The kernel; the grid is [tiles of columns, tiles of rows, parts of the sum].</summary>
    public static void Compute(ProductArguments p) => Tile(
        p, Float4.Aligned(SharedMemory.Allocate<float>(Strip * Size + Float4.Spare)),
        Float4.Aligned(SharedMemory.Allocate<float>(Strip * Size + Float4.Spare)), Size);

    /// <summary>The same with small tiles.</summary>
    public static void ComputeSmall(ProductArguments p) => Tile(
        p, Float4.Aligned(SharedMemory.Allocate<float>(Strip * SmallSize + Float4.Spare)),
        Float4.Aligned(SharedMemory.Allocate<float>(Strip * SmallSize + Float4.Spare)), SmallSize);

    // The strips are [k][size]. The kernels call it with a constant size, which the compiler puts in.
    private static void Tile(ProductArguments p, ArrayView<float> stripA, ArrayView<float> stripB, int size)
    {
        ArrayView<Float4> quadsA = Float4.View(stripA), quadsB = Float4.View(stripB);
        int thread = Group.IdxX, tileRow = Grid.IdxY * size, tileColumn = Grid.IdxX * size, side = size / 4;
        int begin = Grid.IdxZ * p.Part, end = IntrinsicMath.Min(begin + p.Part, p.Inner);
        int ownRow = thread / side * 4, ownColumn = thread % side * 4;
        float c00 = 0f, c01 = 0f, c02 = 0f, c03 = 0f;
        float c10 = 0f, c11 = 0f, c12 = 0f, c13 = 0f;
        float c20 = 0f, c21 = 0f, c22 = 0f, c23 = 0f;
        float c30 = 0f, c31 = 0f, c32 = 0f, c33 = 0f;
        for (int strip = begin; strip < end; strip += Strip)
        {
            for (int i = thread; i < Strip * size; i += side * side)
            {
                // Neighbours in memory are read by neighbouring threads.
                int rowA = p.ColumnA == 1 ? i / Strip : i % size, kA = p.ColumnA == 1 ? i % Strip : i / size;
                int columnB = p.ColumnB == 1 ? i % size : i / Strip, kB = p.ColumnB == 1 ? i / size : i % Strip;
                bool insideA = tileRow + rowA < p.Rows && strip + kA < end, insideB = tileColumn + columnB < p.Columns && strip + kB < end;
                stripA[kA * size + rowA] = insideA ? p.A[(tileRow + rowA) * p.RowA + (strip + kA) * p.ColumnA] : 0f;
                stripB[kB * size + columnB] = insideB ? p.B[(strip + kB) * p.RowB + (tileColumn + columnB) * p.ColumnB] : 0f;
            }

            Group.Barrier();
            for (int k = 0; k < Strip; k++)
            {
                Float4 a = quadsA[(k * size + ownRow) / 4], b = quadsB[(k * size + ownColumn) / 4];
                c00 += a.X * b.X; c01 += a.X * b.Y; c02 += a.X * b.Z; c03 += a.X * b.W;
                c10 += a.Y * b.X; c11 += a.Y * b.Y; c12 += a.Y * b.Z; c13 += a.Y * b.W;
                c20 += a.Z * b.X; c21 += a.Z * b.Y; c22 += a.Z * b.Z; c23 += a.Z * b.W;
                c30 += a.W * b.X; c31 += a.W * b.Y; c32 += a.W * b.Z; c33 += a.W * b.W;
            }

            Group.Barrier();
        }

        int row = tileRow + ownRow, column = tileColumn + ownColumn;
        StoreRow(p, row + 0, column, c00, c01, c02, c03);
        StoreRow(p, row + 1, column, c10, c11, c12, c13);
        StoreRow(p, row + 2, column, c20, c21, c22, c23);
        StoreRow(p, row + 3, column, c30, c31, c32, c33);
    }

    private static void StoreRow(ProductArguments p, int row, int column, float c0, float c1, float c2, float c3)
    {
        if (row >= p.Rows)
            return;
        int at = Grid.IdxZ * p.PartStride + row * p.RowC;
        Store(p, at, column, c0);
        Store(p, at, column + 1, c1);
        Store(p, at, column + 2, c2);
        Store(p, at, column + 3, c3);
    }

    private static void Store(ProductArguments p, int at, int column, float value)
    {
        if (column >= p.Columns)
            return;
        if (p.Bias.Length > 0)
            value += p.Bias[column];
        if (p.Accumulate != 0)
            value += p.C[at + column];
        p.C[at + column] = value;
    }
}
