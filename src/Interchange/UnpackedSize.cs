namespace LstmGen.Interchange;

/// <summary>How much memory packed bytes may take: weights pack badly, so that more is made to fill the memory.</summary>
internal static class UnpackedSize
{
    public static long Limit(long stored) => (1L << 20) + 64 * stored;
}
