namespace LstmGen.CompilerServices;

/// <summary>The rows of the tile lie one after another.</summary>
internal readonly struct ReadsDenseRows : ITileReading
{
    public static bool Ahead => false;

    public static nint Step(nint width, nint vector, nint given) => width;
}
