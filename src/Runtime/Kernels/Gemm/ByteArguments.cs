namespace LstmGen.CompilerServices;

/// <summary>What <see cref="ByteKernel"/> works on: rows of A times a tile of B, in whole numbers.</summary>
internal unsafe struct ByteArguments
{
    /// <summary>The tile, [lanes, N vectors], and its rows of lanes.</summary>
    public float* B;
    public nint Lanes;

    /// <summary>For each column what a weight of 1 stands for, and what to take from the sum.</summary>
    public float* ColumnScales;
    public int* ColumnOffsets;

    /// <summary>Rows of A, bytes from row to row, and what a step of each row stands for.</summary>
    public byte* A;
    public nint AStride;
    public float* RowScales;

    /// <summary>What the sums start from, and where they go.</summary>
    public float* Start, C;
    public nint StartStride, CStride;

    /// <summary>Positions of the tile's pieces in <see cref="Start"/> and <see cref="C"/>; null where they lie one after another.</summary>
    public int* Offsets;
}
