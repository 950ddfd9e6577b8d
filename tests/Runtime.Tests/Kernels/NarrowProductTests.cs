using System.Runtime.Intrinsics;
using LstmGen.CompilerServices;
using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>Products with weights of fewer bits, against naive ones.</summary>
[Collection(SimdLevels.Name)]
public sealed class NarrowProductTests
{
    private static readonly GateLayout[] Layouts =
    [
        GateLayout.Dense(1), GateLayout.Dense(20), GateLayout.Dense(41), new(24, 4, 0, 4), new(40, 4, 1, 3), new(17, 4, 0, 3),
        new(150, 4, 0, 4), new(9, 1, 0, 1),
    ];

    private readonly Random _random = new(5);

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Bfloat16_gives_the_bits_of_rounded_floats(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        foreach (GateLayout layout in Layouts)
        foreach ((int inner1, int inner2) in ((int, int)[])[(1, 0), (3, 5), (8, 17), (6, 64), (130, 71), (64, 128)])
        foreach (int rows in (int[])[1, 2, 5, 7, 19])
        {
            int inner = inner1 + inner2;
            int[] slots = [.. Enumerable.Range(layout.First, layout.Count)];
            float[] weights = Values(layout.Count * layout.Units * inner);
            PackedMatrix narrow = Pack(layout, inner, weights, slots),
                rounded = Pack(layout, inner, [.. weights.Select(HalfWeights.Round)], slots);
            narrow.Narrow(WeightPrecision.BFloat16);
            AlignedBuffer bias = Block(layout.RowLength), a1 = Block(rows * inner1), a2 = Block(rows * Math.Max(1, inner2));
            AlignedBuffer c = Block(rows * layout.RowLength), expected = new(c.Length);
            c.Span.CopyTo(expected.Span);
            foreach ((PackedMatrix b, AlignedBuffer to) in new[] { (rounded, expected), (narrow, c) })
            {
                int half = layout.Panels / 2 / PanelGemm.PanelStep(b, 64) * PanelGemm.PanelStep(b, 64);
                PanelGemm.Multiply(
                    b, 0, layout.Panels, rows, bias.Span, a1.Span, inner1, inner1, a2.Span, inner2, inner2, to.Span, layout.RowLength);
                // The same again in two ranges of panels, and the second input alone, which begins at any row of B.
                PanelGemm.Multiply(b, 0, half, rows, default, a1.Span, inner1, inner1, a2.Span, inner2, inner2, to.Span, layout.RowLength);
                PanelGemm.Multiply(
                    b, half, layout.Panels, rows, default, a1.Span, inner1, inner1, a2.Span, inner2, inner2, to.Span, layout.RowLength);
                if (inner2 > 0)
                    PanelGemm.Multiply(
                        b, 0, layout.Panels, rows, default, a2.Span, inner2, inner2, default, 0, 0, to.Span, layout.RowLength,
                        innerBegin: inner1);
            }

            Assert.Equal(expected.Span.ToArray(), c.Span.ToArray());
            if (rows > 1)
                continue;
            PreparedRowProduct product = new(narrow, bias, a1, 0, inner1, inner2 == 0 ? null : a2, 0, inner2, c),
                other = new(rounded, bias, a1, 0, inner1, inner2 == 0 ? null : a2, 0, inner2, expected);
            for (int round = 0; round < 2; round++)
            {
                a1.Span[0] += 1;
                product.Run();
                other.Run();
                Assert.Equal(expected.Span.ToArray(), c.Span.ToArray());
            }
        }
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Int8_is_the_naive_product_of_whole_numbers(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        foreach (GateLayout layout in Layouts)
        foreach ((int inner1, int inner2) in ((int, int)[])[(1, 0), (3, 5), (8, 17), (6, 64), (130, 71), (64, 128)])
        foreach (int rows in (int[])[1, 2, 5, 7])
        {
            int[] slots = [.. Enumerable.Range(layout.First, layout.Count)];
            float[] first = Values(layout.Count * layout.Units * inner1), second = Values(layout.Count * layout.Units * inner2);
            PackedMatrix b = PackedMatrix.ForGates(layout, inner1 + inner2);
            b.PackWeights(0, first, new Channels(1, inner1), slots);
            if (inner2 > 0)
                b.PackWeights(inner1, second, new Channels(1, inner2), slots);
            b.Narrow(WeightPrecision.Int8);
            AlignedBuffer bias = Block(layout.RowLength), a1 = Block(rows * inner1), a2 = Block(rows * Math.Max(1, inner2)),
                c = Block(rows * layout.RowLength);
            a1.Span[0] = 0; // a row of zeros where it is the only value
            float[] before = c.Span.ToArray(), apart = c.Span.ToArray();
            PanelGemm.Multiply(
                b, 0, layout.Panels, rows, bias.Span, a1.Span, inner1, inner1, a2.Span, inner2, inner2, c.Span, layout.RowLength);
            for (int row = 0; row < rows; row++)
                for (int unit = 0; unit < layout.Units; unit++)
                    for (int gate = 0; gate < layout.Count; gate++)
                    {
                        int at = layout.Position(unit, layout.First + gate), weight = gate * layout.Units + unit;
                        double expected = bias.Span[at] + Naive(a1.Span.Slice(row * inner1, inner1), first.AsSpan(weight * inner1, inner1))
                            + (inner2 == 0 ? 0 : Naive(a2.Span.Slice(row * inner2, inner2), second.AsSpan(weight * inner2, inner2)));
                        Assert.Equal(expected, c.Span[row * layout.RowLength + at], 2e-6 * (1 + Math.Abs(expected)));
                    }

            // The inputs one after another, in ranges of panels, give the same bits.
            int half = layout.Panels / 2 / PanelGemm.PanelStep(b, rows) * PanelGemm.PanelStep(b, rows);
            foreach ((int begin, int end) in new[] { (0, half), (half, layout.Panels) })
            {
                PanelGemm.Multiply(b, begin, end, rows, bias.Span, a1.Span, inner1, inner1, default, 0, 0, apart, layout.RowLength);
                if (inner2 > 0)
                    PanelGemm.Multiply(
                        b, begin, end, rows, default, a2.Span, inner2, inner2, default, 0, 0, apart, layout.RowLength, innerBegin: inner1);
            }

            Assert.Equal(c.Span.ToArray(), apart);
            if (rows > 1)
                continue;
            AlignedBuffer again = new(layout.RowLength);
            before.CopyTo(again.Span);
            new PreparedRowProduct(b, bias, a1, 0, inner1, inner2 == 0 ? null : a2, 0, inner2, again).Run();
            Assert.Equal(c.Span.ToArray(), again.Span.ToArray());
        }
    }

    [Fact]
    public void Int8_keeps_what_is_not_a_number_and_takes_whole_blocks_only()
    {
        PackedMatrix b = PackedMatrix.ForGates(GateLayout.Dense(8), 3);
        float[] weights = Values(24), row = [1, float.NaN, 1], c = new float[8];
        weights[3] = float.PositiveInfinity;
        b.PackWeights(0, weights, new Channels(1, 3), [0]);
        b.Narrow(WeightPrecision.Int8);
        PanelGemm.Multiply(b, 1, default, row, 3, c, 8, accumulate: false);
        Assert.All(c, value => Assert.True(float.IsNaN(value)));
        row[1] = 1;
        PanelGemm.Multiply(b, 1, default, row, 3, c, 8, accumulate: false);
        Assert.Equal([false, true, false, false, false, false, false, false], c.Select(float.IsNaN));
        var error = Assert.Throws<ArgumentException>(() => PanelGemm.Multiply(b, 0, 1, 1, default, row, 2, 2, default, 0, 0, c, 8));
        Assert.Contains("Rows 0 to 2", error.Message, StringComparison.Ordinal);
        AlignedBuffer block = new(8);
        Assert.Throws<ArgumentException>(() => new PreparedRowProduct(b, block, block, 0, 2, null, 0, 0, block));
    }

    [Fact]
    public void Four_products_of_bytes_are_added_without_an_instruction_for_it()
    {
        for (int round = 0; round < 100; round++)
        {
            byte[] inputs = [.. Enumerable.Range(0, 16).Select(_ => (byte)_random.Next(0, 128))];
            sbyte[] weights = [.. Enumerable.Range(0, 16).Select(_ => (sbyte)_random.Next(-127, 128))];
            if (round == 0)
                (inputs, weights) = ([.. Enumerable.Repeat((byte)127, 16)], [.. Enumerable.Repeat((sbyte)-127, 16)]);
            int[] expected = [.. Enumerable.Range(0, 4).Select(lane => 5 + Enumerable.Range(lane * 4, 4).Sum(i => inputs[i] * weights[i]))];
            Assert.Equal(
                expected, Lanes(ByteLanes.AddProductsPortably(Vector128.Create(5), Vector128.Create(inputs), Vector128.Create(weights))));
            F32x4 sum = ByteLanes.AddProducts(
                new F32x4(Vector128.Create(5).AsSingle()), new F32x4(Vector128.Create(inputs).AsSingle()),
                new F32x4(Vector128.Create(weights).AsSingle()));
            Assert.Equal(expected, Lanes(sum.Value.AsInt32()));
        }

        static int[] Lanes(Vector128<int> vector) => [vector[0], vector[1], vector[2], vector[3]];
    }

    // As the precision is documented: whole numbers of 7 and of 8 bits, each with the scale of the greatest of its row.
    private static double Naive(ReadOnlySpan<float> inputs, ReadOnlySpan<float> weights)
    {
        float input = 0, weight = 0;
        for (int k = 0; k < inputs.Length; k++)
            (input, weight) = (MathF.Max(input, MathF.Abs(inputs[k])), MathF.Max(weight, MathF.Abs(weights[k])));
        if (input == 0 || weight == 0)
            return 0;
        int sum = 0;
        for (int k = 0; k < inputs.Length; k++)
            sum += (int)MathF.Round(inputs[k] * (63 / input)) * (int)MathF.Round(weights[k] * (127 / weight));
        return (double)sum * input / 63 * weight / 127;
    }

    [Theory]
    [InlineData(0x3F800000u, 0x3F800000u)] // 1
    [InlineData(0x3F807FFFu, 0x3F800000u)] // less than half-way
    [InlineData(0x3F808000u, 0x3F800000u)] // half-way to an odd one
    [InlineData(0x3F818000u, 0x3F820000u)] // half-way from an odd one
    [InlineData(0x3F808001u, 0x3F810000u)]
    [InlineData(0xBF818000u, 0xBF820000u)]
    [InlineData(0x80000001u, 0x80000000u)] // a small number becomes -0
    [InlineData(0x7F800000u, 0x7F800000u)] // infinity
    [InlineData(0x7F7FFFFFu, 0x7F800000u)] // the largest float
    [InlineData(0x7F800001u, 0x7FC00000u)] // NaN stays NaN
    [InlineData(0xFFFFFFFFu, 0xFFFF0000u)]
    public unsafe void Rounding_goes_to_the_nearest_and_ties_to_even(uint bits, uint expected)
    {
        float value = BitConverter.UInt32BitsToSingle(bits);
        Assert.Equal(expected, BitConverter.SingleToUInt32Bits(HalfWeights.Round(value)));
        float[] tile = [.. Enumerable.Repeat(value, 8)], narrow = new float[8], wide = new float[8];
        fixed (float* from = tile, to = narrow, back = wide)
        {
            HalfWeights.Narrow(from, 8, 1, to);
            HalfWeights.Widen(to, 8, 0, 1, back);
        }

        Assert.All(wide, one => Assert.Equal(expected, BitConverter.SingleToUInt32Bits(one)));
    }

    [Fact]
    public void A_narrow_matrix_is_packed_anew_as_floats()
    {
        PackedMatrix b = PackedMatrix.ForGates(GateLayout.Dense(8), 3);
        Assert.Throws<InvalidOperationException>(() => b.Narrow(WeightPrecision.BFloat16));
        float[] weights = Values(24), row = [1, 1, 1], narrow = new float[8], wide = new float[8], expected = new float[8];
        b.PackWeights(0, weights, new Channels(1, 3), [0]);
        PanelGemm.Multiply(b, 1, default, row, 3, expected, 8, accumulate: false);
        b.Narrow(WeightPrecision.BFloat16);
        Assert.Throws<InvalidOperationException>(() => b.Narrow(WeightPrecision.BFloat16));
        PanelGemm.Multiply(b, 1, default, row, 3, narrow, 8, accumulate: false);
        b.PackWeights(0, weights, new Channels(1, 3), [0]);
        PanelGemm.Multiply(b, 1, default, row, 3, wide, 8, accumulate: false);
        Assert.Equal(expected, wide);
        Assert.NotEqual(expected, narrow);
    }

    private static PackedMatrix Pack(GateLayout layout, int inner, float[] weights, int[] slots)
    {
        PackedMatrix b = PackedMatrix.ForGates(layout, inner);
        b.PackWeights(0, weights, new Channels(1, inner), slots);
        return b;
    }

    private float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => _random.NextSingle() - 0.5f)];

    private AlignedBuffer Block(int length)
    {
        AlignedBuffer block = new(length);
        Values(length).CopyTo(block.Span);
        return block;
    }
}
