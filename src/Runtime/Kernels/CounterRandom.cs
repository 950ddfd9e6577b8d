using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

/// <summary>
/// Random numbers that are a pure function of (seed, step, stream, index): nothing has to be stored to continue a run, and no number
/// depends on which thread asks for it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class CounterRandom
{
    /// <summary>Fills a dropout mask: 0 with probability <paramref name="rate"/>, else 1 / (1 - rate).</summary>
    /// <param name="mask">The mask; element j belongs to index <paramref name="firstIndex"/> + j.</param>
    /// <param name="rate">Probability of dropping, in [0, 1).</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="step">Training step.</param>
    /// <param name="stream">Layer or purpose.</param>
    /// <param name="firstIndex">Index of the first element.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // no slow first steps in unoptimised code
    public static void DropoutMask(Span<float> mask, float rate, long seed, long step, uint stream, long firstIndex)
    {
        if (!(rate >= 0 && rate < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "A dropout rate lies in [0, 1).");
        Key key = new(seed, step, stream);
        uint threshold = Threshold(rate);
        float keep = 1f / (1f - rate);
        int j = 0;
        Vector256<int> drop = Vector256.Create((int)threshold);
        Vector256<float> kept = Vector256.Create(keep);
        for (; j <= mask.Length - 8; j += 8)
        {
            Vector256<int> bits = Vector256.ShiftRightLogical(key.Bits8(firstIndex + j), 8).AsInt32();
            Vector256.AndNot(kept, Vector256.LessThan(bits, drop).AsSingle()).CopyTo(mask[j..]);
        }
        for (; j < mask.Length; j++) mask[j] = key.Bits(firstIndex + j) >> 8 < threshold ? 0f : keep;
    }

    /// <summary>A number in [0, 1) with 24 random bits.</summary>
    public static float Uniform(long seed, long step, uint stream, long index)
        => (new Key(seed, step, stream).Bits(index) >> 8) * (1f / (1 << 24));

    /// <summary>A number from the standard normal distribution (Box and Muller 1958).</summary>
    public static float Normal(long seed, long step, uint stream, long index) => Normal(new Key(seed, step, stream), index);

    private static float Normal(in Key key, long index)
    {
        double u = ((key.Bits(2 * index) >> 8) + 1) * (1.0 / (1 << 24));
        double v = (key.Bits(2 * index + 1) >> 8) * (1.0 / (1 << 24));
        return (float)(Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v));
    }

    /// <summary>The number of 24-bit values that drop an element.</summary>
    internal static uint Threshold(float rate) => (uint)Math.Round(rate * (double)(1 << 24));

    /// <summary>Two words of key, mixed from seed, step and stream.</summary>
    internal readonly struct Key
    {
        public readonly uint K0, K1;

        public Key(long seed, long step, uint stream)
        {
            ulong mixed = Mix64(Mix64(Mix64(unchecked((ulong)seed)) + unchecked((ulong)step)) + stream);
            K0 = (uint)mixed;
            K1 = (uint)(mixed >> 32);
        }

        public uint Bits(long index)
        {
            uint x = (uint)index ^ K0;
            x = Mix32(x) + (uint)((ulong)index >> 32) * 0x9E3779B9u;
            return Mix32(Mix32(x ^ K1) + K0);
        }

        /// <summary>The bits of eight indices in a row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<uint> Bits8(long index)
        {
            Vector256<uint> low = Vector256.Create((uint)index) + Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
            // Lanes whose low word has wrapped belong to the next high word.
            Vector256<uint> high = Vector256.Create((uint)((ulong)index >> 32)) - Vector256.LessThan(low, Vector256.Create((uint)index));
            Vector256<uint> x = Mix32(low ^ Vector256.Create(K0)) + high * Vector256.Create(0x9E3779B9u);
            return Mix32(Mix32(x ^ Vector256.Create(K1)) + Vector256.Create(K0));
        }
    }

    /// <summary>A 32-bit finaliser with full avalanche (xorshift and multiply, twice).</summary>
    internal static uint Mix32(uint x)
    {
        x ^= x >> 16;
        x *= 0x7FEB352Du;
        x ^= x >> 15;
        x *= 0x846CA68Bu;
        return x ^ (x >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Mix32(Vector256<uint> x)
    {
        x ^= Vector256.ShiftRightLogical(x, 16);
        x *= Vector256.Create(0x7FEB352Du);
        x ^= Vector256.ShiftRightLogical(x, 15);
        x *= Vector256.Create(0x846CA68Bu);
        return x ^ Vector256.ShiftRightLogical(x, 16);
    }

    /// <summary>The output function of SplitMix64 (Steele, Lea and Flood 2014), with its increment.</summary>
    internal static ulong Mix64(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
