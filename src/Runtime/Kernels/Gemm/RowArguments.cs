namespace LstmGen.CompilerServices;

/// <summary>What a kernel for one row works on.</summary>
internal unsafe struct RowArguments
{
    /// <summary>A tile of B, [inner1 + inner2, N vectors], and the next one.</summary>
    public float* B, Next;

    /// <summary>The row of A in two pieces, and their lengths.</summary>
    public float* A1, A2;
    public nint Inner1, Inner2;

    /// <summary>What the sums start from, and where they go.</summary>
    public float* Start, C;

    /// <summary>Positions of the tiles' pieces in <see cref="Start"/> and <see cref="C"/>; null where they lie one after another.</summary>
    public int* Offsets;

    /// <summary>Of <see cref="ColumnDots"/>: the columns of B, and floats from one to the next.</summary>
    public nint ColumnLength;
    public int Columns;

    /// <summary>Of <see cref="ColumnDots"/>: where the columns of C go too; null for nowhere.</summary>
    public float* Copy;

    /// <summary>Of <see cref="HalfRowKernel"/>: whether the first row is the second one of its lanes.</summary>
    public bool Odd;
}
