namespace LstmGen.CompilerServices;

/// <summary>Three vectors of rows of four, see <see cref="OverlapTile"/>.</summary>
internal readonly struct ReadsThreeOfFourVectors : ITileReading
{
    public static bool Ahead => false;

    public static nint Step(nint width, nint vector, nint given) => 4 * vector;
}
