namespace LstmGen.CompilerServices;

/// <summary>How a micro-kernel reads its tile of B.</summary>
internal interface ITileReading
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
