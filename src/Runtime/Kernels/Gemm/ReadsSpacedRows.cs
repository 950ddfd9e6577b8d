namespace LstmGen.CompilerServices;

/// <summary>Some columns of longer rows.</summary>
internal readonly struct ReadsSpacedRows : ITileReading
{
    public static bool Ahead => false;

    public static nint Step(nint width, nint vector, nint given) => given;
}
