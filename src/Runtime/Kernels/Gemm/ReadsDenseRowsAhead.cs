namespace LstmGen.CompilerServices;

/// <summary>As <see cref="ReadsDenseRows"/>, and the next tile is asked for.</summary>
internal readonly struct ReadsDenseRowsAhead : ITileReading
{
    public static bool Ahead => true;

    public static nint Step(nint width, nint vector, nint given) => width;
}
