namespace LstmGen.CompilerServices;

/// <summary>Lengths of blocks of memory as products of sizes.</summary>
internal static class BlockSize
{
    /// <summary><paramref name="a"/> x <paramref name="b"/>, where an array can hold as many values.</summary>
    /// <param name="a">A size.</param>
    /// <param name="b">Another.</param>
    /// <param name="sizes">The two in words, for example <c>"steps x tags"</c>.</param>
    /// <param name="fix">How to make it smaller.</param>
    /// <exception cref="ArgumentException">An array cannot; the message names the sizes.</exception>
    public static int Of(long a, long b, string sizes, string fix) =>
        Math.BigMul((ulong)a, (ulong)b, out ulong product) == 0 && product <= (ulong)Array.MaxLength
            ? (int)product
            : throw new ArgumentException($"{sizes} = {a} x {b} are more values than a block of memory holds, {Array.MaxLength}. {fix}");
}
