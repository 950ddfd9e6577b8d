using LstmGen.CompilerServices;
using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>Products of one row between fixed blocks give the bits of the general product.</summary>
[Collection(SimdLevels.Name)]
public sealed class PreparedRowProductTests
{
    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void A_row_product_gives_the_bits_of_the_general_product(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        Random random = new(3);
        foreach (GateLayout layout in (GateLayout[])[.. ((int[])[1, 2, 20, 41]).Select(GateLayout.Dense), new(24, 4, 0, 4),
            new(40, 4, 1, 3), new(17, 4, 0, 3), new(150, 4, 0, 4)])
        foreach ((int inner1, int inner2) in ((int, int)[])[(1, 0), (3, 5), (8, 17), (32, 0), (6, 64)])
        {
            PackedMatrix b = PackedMatrix.ForGates(layout, inner1 + inner2);
            int[] slots = [.. Enumerable.Range(layout.First, layout.Count)];
            b.PackWeights(0, Values(layout.Count * layout.Units * (inner1 + inner2)), new Channels(1, inner1 + inner2), slots);
            AlignedBuffer bias = Block(layout.RowLength), a1 = Block(4 + inner1), a2 = Block(8 + inner2), c = Block(layout.RowLength),
                expected = new(layout.RowLength);
            c.Span.CopyTo(expected.Span);
            PreparedRowProduct product = new(b, bias, a1, 4, inner1, inner2 == 0 ? null : a2, inner2 == 0 ? 0 : 8, inner2, c),
                more = new(b, c, a1, 4, inner1, a2, 8, inner2, c);
            for (int round = 0; round < 3; round++)
            {
                a1.Span[4] += 0.5f;
                product.Run();
                more.Run(); // adds to what is there
                PanelGemm.Multiply(
                    b, 0, layout.Panels, 1, bias.Span, a1.Span[4..], inner1, inner1, a2.Span[8..], inner2, inner2, expected.Span,
                    layout.RowLength);
                PanelGemm.Multiply(
                    b, 0, layout.Panels, 1, default, a1.Span[4..], inner1, inner1, a2.Span[8..], inner2, inner2, expected.Span,
                    layout.RowLength);
                Assert.Equal(expected.Span.ToArray(), c.Span.ToArray());
            }
        }

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

        AlignedBuffer Block(int length)
        {
            AlignedBuffer block = new(length);
            Values(length).CopyTo(block.Span);
            return block;
        }
    }

    [Fact]
    public unsafe void A_row_of_few_columns_goes_to_a_second_place_too()
    {
        const int Inner = 32;
        PackedMatrix b = PackedMatrix.ForGates(GateLayout.Dense(2), Inner);
        b.PackWeights(0, [.. Enumerable.Range(0, 2 * Inner).Select(k => (float)(k / Inner + 1))], new Channels(1, Inner), [0]);
        AlignedBuffer bias = new(8), a = new(Inner), c = new(8), copy = new(3);
        a.Span.Fill(1);
        copy.Span[2] = -1;
        PreparedRowProduct product = new(b, bias, a, 0, Inner, null, 0, 0, c);
        Assert.True(product.Copies);
        product.CopyTo(copy.Pointer);
        product.Run();
        Assert.Equal([32, 64, 0, 0, 0, 0, 0, 0], c.Span.ToArray());
        Assert.Equal([32, 64, -1], copy.Span.ToArray());
        copy.Span.Clear();
        product.CopyTo(null);
        product.Run();
        Assert.Equal(new float[3], copy.Span.ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        PackedMatrix b = PackedMatrix.ForGates(GateLayout.Dense(8), 4);
        AlignedBuffer row = new(8);
        Assert.Throws<InvalidOperationException>(() => new PreparedRowProduct(b, row, row, 0, 4, null, 0, 0, row));
        b.PackWeights(0, new float[32], new Channels(1, 4), [0]);
        Assert.Throws<ArgumentException>(() => new PreparedRowProduct(b, row, row, 0, 5, null, 0, 0, row));
        Assert.Throws<ArgumentException>(() => new PreparedRowProduct(b, row, row, 6, 4, null, 0, 0, row));
        Assert.Throws<ArgumentException>(() => new PreparedRowProduct(b, row, row, 0, 4, null, 0, 0, new AlignedBuffer(7)));
        Assert.Throws<ArgumentException>(
            () => new PreparedRowProduct(PackedMatrix.ForBackward(GateLayout.Dense(8), 4), row, row, 0, 4, null, 0, 0, row));
    }
}
