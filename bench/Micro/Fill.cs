namespace LstmGen.Bench.Micro;

/// <summary>Even values between -0.5 and 0.5.</summary>
internal static class Fill
{
    public static void Randomly(Span<float> values, int seed)
    {
        Random random = new(seed);
        foreach (ref float value in values)
            value = random.NextSingle() - 0.5f;
    }
}
