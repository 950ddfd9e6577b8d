using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>One product C [rows, columns] = A [rows, inner] B [inner, columns] for <see cref="ProductTile"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ProductArguments
{
    /// <summary>A; element (i, k) at i RowA + k ColumnA.</summary>
    public ArrayView<float> A;

    /// <summary>B; element (k, j) at k RowB + j ColumnB.</summary>
    public ArrayView<float> B;

    /// <summary>C; element (i, j) at i RowC + j, and PartStride further for each part of the sum.</summary>
    public ArrayView<float> C;

    /// <summary>[columns], or empty.</summary>
    public ArrayView<float> Bias;

    /// <summary>Rows of C.</summary>
    public int Rows;

    /// <summary>Columns of C.</summary>
    public int Columns;

    /// <summary>Length of the sums.</summary>
    public int Inner;

    /// <summary>Distance of rows of A.</summary>
    public int RowA;

    /// <summary>Distance of columns of A.</summary>
    public int ColumnA;

    /// <summary>Distance of rows of B.</summary>
    public int RowB;

    /// <summary>Distance of columns of B.</summary>
    public int ColumnB;

    /// <summary>Distance of rows of C.</summary>
    public int RowC;

    /// <summary>1 to add to C.</summary>
    public int Accumulate;

    /// <summary>Terms of the sum in a part.</summary>
    public int Part;

    /// <summary>Distance of parts in C.</summary>
    public int PartStride;
}
