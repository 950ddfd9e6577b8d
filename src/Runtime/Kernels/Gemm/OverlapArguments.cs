namespace LstmGen.CompilerServices;

/// <summary>What <see cref="OverlapKernel"/> works on: pointers to the first row and column of its tiles.</summary>
internal unsafe struct OverlapArguments
{
    /// <summary>Rows of the two products' A, floats from row to row, and their lengths.</summary>
    public float* A1, A2;
    public nint Stride1, Inner1, Stride2, Inner2;

    /// <summary>The tiles, [inner][three vectors]: the columns of slots 1 2 3, and of slots 0 1 2.</summary>
    public float* B1, B2;

    /// <summary>
    /// What <see cref="ReadsDenseRowsAhead"/> asks for: the tiles after B1 and B2, a quarter with each of the first four blocks of rows.
    /// </summary>
    public byte* Ahead1, Ahead2;

    /// <summary>Slot 0 of the tile's first panel in the gate row that the sums start from, and in the rows of C.</summary>
    public float* Bias, C;
    public nint CStride;

    /// <summary>Floats from one panel of a gate row to the next.</summary>
    public int PanelLength;
}
