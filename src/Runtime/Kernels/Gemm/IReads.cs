namespace LstmGen.CompilerServices;

/// <summary>How a micro-kernel reads its tile of B.</summary>
internal interface IReads
{
    /// <summary>
    /// Whether it asks for the tile after its own while it computes. It pays where B is read from memory: kernels of several blocks of rows
    /// find the next tile in the second-level cache then.
    /// </summary>
    static abstract bool Ahead { get; }

    /// <summary>Floats from row to row of B; kernels are faster where the compiler knows them.</summary>
    /// <param name="width">Floats of a row of the tile.</param>
    /// <param name="vector">Floats of a vector.</param>
    /// <param name="given"><see cref="KernelArguments.BStep"/>.</param>
    static abstract nint Step(nint width, nint vector, nint given);
}

/// <summary>The rows of the tile lie one after another.</summary>
internal readonly struct ReadsOwn : IReads
{
    public static bool Ahead => false;

    public static nint Step(nint width, nint vector, nint given) => width;
}

/// <summary>As <see cref="ReadsOwn"/>, and the next tile is asked for.</summary>
internal readonly struct ReadsAhead : IReads
{
    public static bool Ahead => true;

    public static nint Step(nint width, nint vector, nint given) => width;
}

/// <summary>Three vectors of rows of four, see <see cref="OverlapTile"/>.</summary>
internal readonly struct ReadsThreeOfFour : IReads
{
    public static bool Ahead => false;

    public static nint Step(nint width, nint vector, nint given) => 4 * vector;
}

/// <summary>Some columns of longer rows.</summary>
internal readonly struct ReadsApart : IReads
{
    public static bool Ahead => false;

    public static nint Step(nint width, nint vector, nint given) => given;
}
