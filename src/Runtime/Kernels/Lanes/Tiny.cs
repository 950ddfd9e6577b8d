namespace LstmGen.CompilerServices;

/// <summary>What <see cref="ILanes{TSelf}.FlushTiny"/> takes for zero.</summary>
internal static class Tiny
{
    /// <summary>
    /// The upper three bits of a float's exponent: one of them is set from 2^-95 on. So far above the smallest normal float, 2^-126,
    /// products with weights and derivatives down to 2^-31 are normal too.
    /// </summary>
    public const uint KeptBits = 0x7000_0000;
}
