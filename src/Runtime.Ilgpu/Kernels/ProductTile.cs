using ILGPU;
using ILGPU.Runtime;

namespace LstmGen.CompilerServices;

/// <summary>
/// One tile of a product: a group of 64 threads takes 32 x 32 values of C, each thread 4 x 4 of them in registers, and
/// walks along the inner dimension in strips that lie in shared memory.
/// </summary>
internal static class ProductTile
{
    /// <summary>Rows and columns of a tile.</summary>
    public const int Size = 32;

    /// <summary>Threads of a group.</summary>
    public const int Threads = 64;

    private const int Strip = 16; // of the inner dimension

    /// <summary>The kernel; the grid is [tiles of columns, tiles of rows, parts of the sum].</summary>
    public static void Compute(ProductArguments p)
    {
        ArrayView<float> stripA = SharedMemory.Allocate<float>(Strip * Size),
            stripB = SharedMemory.Allocate<float>(Strip * Size); // [k][32]
        int thread = Group.IdxX, tileRow = Grid.IdxY * Size, tileColumn = Grid.IdxX * Size;
        int begin = Grid.IdxZ * p.Part, end = IntrinsicMath.Min(begin + p.Part, p.Inner);
        int ownRow = thread / 8 * 4, ownColumn = thread % 8 * 4;
        float c00 = 0f, c01 = 0f, c02 = 0f, c03 = 0f;
        float c10 = 0f, c11 = 0f, c12 = 0f, c13 = 0f;
        float c20 = 0f, c21 = 0f, c22 = 0f, c23 = 0f;
        float c30 = 0f, c31 = 0f, c32 = 0f, c33 = 0f;
        for (int strip = begin; strip < end; strip += Strip)
        {
            for (int i = thread; i < Strip * Size; i += Threads)
            {
                // Neighbours in memory are read by neighbouring threads.
                int rowA = p.ColumnA == 1 ? i / Strip : i % Size, kA = p.ColumnA == 1 ? i % Strip : i / Size;
                int columnB = p.ColumnB == 1 ? i % Size : i / Strip, kB = p.ColumnB == 1 ? i / Size : i % Strip;
                bool insideA = tileRow + rowA < p.Rows && strip + kA < end, insideB = tileColumn + columnB < p.Columns && strip + kB < end;
                stripA[kA * Size + rowA] = insideA ? p.A[(tileRow + rowA) * p.RowA + (strip + kA) * p.ColumnA] : 0f;
                stripB[kB * Size + columnB] = insideB ? p.B[(strip + kB) * p.RowB + (tileColumn + columnB) * p.ColumnB] : 0f;
            }

            Group.Barrier();
            for (int k = 0; k < Strip; k++)
            {
                int atA = k * Size + ownRow, atB = k * Size + ownColumn;
                float a0 = stripA[atA], a1 = stripA[atA + 1], a2 = stripA[atA + 2], a3 = stripA[atA + 3];
                float b0 = stripB[atB], b1 = stripB[atB + 1], b2 = stripB[atB + 2], b3 = stripB[atB + 3];
                c00 += a0 * b0; c01 += a0 * b1; c02 += a0 * b2; c03 += a0 * b3;
                c10 += a1 * b0; c11 += a1 * b1; c12 += a1 * b2; c13 += a1 * b3;
                c20 += a2 * b0; c21 += a2 * b1; c22 += a2 * b2; c23 += a2 * b3;
                c30 += a3 * b0; c31 += a3 * b1; c32 += a3 * b2; c33 += a3 * b3;
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
