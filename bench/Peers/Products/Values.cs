using LstmGen.Training;

namespace LstmGen.Bench.Peers.Products;

/// <summary>Numbers to multiply: none is so small that arithmetic takes longer.</summary>
internal static class Values
{
    public static AlignedBuffer Random(int count)
    {
        AlignedBuffer values = new(count);
        Random random = new(1);
        foreach (ref float value in values.Span)
            value = random.NextSingle() - 0.5f;
        return values;
    }
}
