namespace LstmGen.CompilerServices;

/// <summary>What a micro-kernel works on: pointers to the first row and column of its tile.</summary>
internal unsafe struct KernelArguments
{
    /// <summary>
    /// First segment of A: <see cref="Runs1"/> runs of <see cref="Run1"/> floats, at least one each, <see cref="Skip1"/> floats from run to
    /// run.
    /// </summary>
    public float* A1;
    public nint A1Stride, Run1, Skip1;
    public int Runs1;

    /// <summary>Floats from one inner index to the next in A (1 for a row-major A, its row stride for a transposed one) and in B.</summary>
    public nint AStep, BStep;

    /// <summary>Length of the second segment of A, 0 for none.</summary>
    public int Inner2;
    public float* A2;
    public nint A2Stride;

    /// <summary>The tile of B, [inner][columns of the tile].</summary>
    public float* B;

    /// <summary>
    /// What <see cref="ReadsDenseRowsAhead"/> asks for: for the first four blocks of rows a quarter each of the tile after B. Null to leave
    /// it to the processor.
    /// </summary>
    public byte* Ahead;

    /// <summary>The tile of B that a kernel for one row computes next to the first.</summary>
    public float* NextB;

    /// <summary>What the accumulators start from: C, or a bias row with stride 0.</summary>
    public float* Start;
    public nint StartStride;

    public float* C;
    public nint CStride;

    /// <summary>
    /// Positions of the tile's pieces in a row of C and of <see cref="Start"/>, those of the tile at <see cref="NextB"/> behind them; null
    /// where all lie one after another and the rows begin with them.
    /// </summary>
    public int* Offsets;
}
