namespace LstmGen.Data;

/// <summary>
/// A small random generator whose whole state is one number, the same on every platform and run: SplitMix64
/// (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
/// </summary>
/// <param name="seed">The seed.</param>
public struct SeededRandom(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    /// <summary>The state; store it to go on later from the same place.</summary>
    public long State
    {
        readonly get => unchecked((long)_state);
        set => _state = unchecked((ulong)value);
    }

    /// <summary>A generator for stream <paramref name="stream"/> of <paramref name="seed"/>, unrelated to the other streams.</summary>
    public static SeededRandom ForStream(long seed, long stream) =>
        new(unchecked((long)(Mix((ulong)seed + 0x9E3779B97F4A7C15UL) ^ Mix(~(ulong)stream))));

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => Mix(_state += 0x9E3779B97F4A7C15UL);

    /// <summary>A number in [0, <paramref name="bound"/>), all equally likely (Lemire 2019, arXiv:1805.10941).</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var product = (NextBits() >> 32) * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            var reject = (uint)(-bound) % (uint)bound;
            while ((uint)product < reject)
                product = (NextBits() >> 32) * (uint)bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number of the standard normal distribution (Box and Muller 1958).</summary>
    public double NextGaussian() =>
        Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble())) * Math.Cos(2.0 * Math.PI * NextDouble());

    /// <summary>Puts <paramref name="items"/> in random order, all orders equally likely (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
