namespace LstmGen.Kernels;

/// <summary>
/// Whether a micro-kernel asks for the tile after its own while it computes. It pays where B is read from memory: kernels of several blocks
/// of rows find the next tile in the second-level cache then.
/// </summary>
internal interface IReadAhead
{
    static abstract bool Value { get; }
}

internal readonly struct ReadsAhead : IReadAhead { public static bool Value => true; }

internal readonly struct ReadsOwn : IReadAhead { public static bool Value => false; }
