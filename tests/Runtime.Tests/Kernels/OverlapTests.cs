using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>Two products whose windows share two of three slots, as a GRU's do: the bits are those of one after the other.</summary>
[Collection(SimdLevels.Name)]
public sealed class OverlapTests
{
    private static readonly int[] Slots1 = [1, 2, 3], Slots2 = [1, 2, 0];

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Every_tail_of_rows_and_units_gives_the_bits_of_two_products(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        foreach (int units in (int[])[.. Enumerable.Range(1, 17), 24, 33, 40, 100])
            foreach (Channels inputs in (Channels[])[new(1, 1), new(1, 6), new(2, 5)])
                for (int rows = 0; rows <= 14; rows++)
                {
                    Products g = new(units, inputs, rows);
                    Assert.Equal(g.OneAfterTheOther(), g.Together(g.Layout.Panels));
                    Assert.Equal(g.OneAfterTheOther(), g.Together(PanelGemm.PanelStep(g.B2, rows)));
                }
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Weights_beyond_the_caches_give_the_same_bits(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        Products g = new(1024, new(1, 1024), 17);
        Assert.True(g.B1.IsBeyondCaches);
        Assert.Equal(g.OneAfterTheOther(), g.Together(g.Layout.Panels));
    }

    [Fact]
    public void Products_of_other_windows_and_lengths_are_errors()
    {
        Products g = new(10, new(1, 6), 3);
        void Multiply(PackedMatrix b1, PackedMatrix b2, float[] bias, float[] a1, float[] c) =>
            PanelGemm.MultiplyOverlapping(b1, b2, 0, 2, 3, bias, a1, 8, g.A2, g.Stride2, c, g.CStride);
        Assert.Contains(
            "slots s + 1 to s + 3", Assert.Throws<ArgumentException>(() => Multiply(g.B2, g.B1, g.Bias, g.A1, g.C)).Message,
            StringComparison.Ordinal);
        Assert.Equal("bias", Assert.Throws<ArgumentException>(() => Multiply(g.B1, g.B2, [], g.A1, g.C)).ParamName);
        Assert.Equal("a1", Assert.Throws<ArgumentException>(() => Multiply(g.B1, g.B2, g.Bias, new float[21], g.C)).ParamName);
        Assert.Equal("c", Assert.Throws<ArgumentException>(() => Multiply(g.B1, g.B2, g.Bias, g.A1, new float[2 * g.CStride])).ParamName);
    }

    [Fact]
    public void Rows_filled_from_a_bias_keep_what_is_outside_the_window_and_wrong_lengths_are_errors()
    {
        GateLayout window = new(19, 4, 1, 2);
        float[] bias = [.. Enumerable.Range(1, window.RowLength).Select(i => (float)i)], rows = new float[2 * 100];
        GateRows.Fill(window, bias, 1, 3, 2, rows, 100);
        for (int i = 0; i < rows.Length; i++)
        {
            int at = i % 100;
            Assert.Equal(at is >= 32 and < 96 && at % 32 is >= 8 and < 24 ? at + 1 : 0, rows[i]);
        }
        Assert.Equal("bias", Assert.Throws<ArgumentException>(() => GateRows.Fill(window, bias.AsSpan(1), 0, 3, 2, rows, 100)).ParamName);
        Assert.Equal("gates", Assert.Throws<ArgumentException>(() => GateRows.Fill(window, bias, 0, 3, 3, rows, 100)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => GateRows.Fill(window, bias, 0, 4, 2, rows, 100));
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Gradients_in_any_shares_have_the_bits_of_a_call_for_each_input(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        bool byInputs = false;
        foreach (int units in (int[])[1, 3, 8, 11, 16, 21, 40, 100])
            foreach ((Channels a, Channels b) in ((Channels, Channels)[])[(new(1, 1), new(1, 40)), (new(2, 5), new(1, 8)),
                (new(1, 16), new(1, 16)), (new(1, 600), new(1, 500))])
                foreach (int pairs in (int[])[0, 1, 64, 70])
                {
                    Gradients g = new(units, a, b, pairs);
                    float[][] expected = g.OneAfterTheOther();
                    foreach (int parts in (int[])[1, 2, 3])
                    {
                        SameBits.In(expected, g.Together(parts));
                        byInputs |= new GradientShare(0, parts, a.Count + b.Count).SplitsInputs(g.Layout, level);
                    }
                }
        Assert.True(byInputs);
    }

    [Fact]
    public void Gradients_of_other_windows_and_lengths_are_errors_and_again_allocate_nothing()
    {
        Gradients g = new(10, new(1, 5), new(1, 7), 8);
        void Run(GateLayout layout, float[] w1, float[] bias2) => WeightGradient.AccumulateOverlapping(
            g.Input1(w1), g.Input2(g.W2), g.Bias1, bias2, layout, Slots1, Slots2, g.DGates, g.Layout.RowLength, 8,
            new GradientShare(0, 1, 12));
        Assert.Equal("layout", Assert.Throws<ArgumentException>(() => Run(new(10, 4, 0, 2), g.W1, g.Bias2)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(new(10, 4, 1, 3), g.W1, g.Bias2));
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => Run(g.Layout, new float[3], g.Bias2)).ParamName);
        Assert.Equal("bias2", Assert.Throws<ArgumentException>(() => Run(g.Layout, g.W1, new float[3])).ParamName);
        Run(g.Layout, g.W1, g.Bias2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(g.Layout, g.W1, g.Bias2);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private sealed class Products
    {
        public readonly GateLayout Layout;
        public readonly PackedMatrix B1, B2;
        public readonly float[] Bias, A1, A2, C;
        public readonly int Stride1, Stride2, CStride;
        private readonly int _rows;

        public Products(int units, Channels inputs, int rows)
        {
            Random random = new(7);
            Channels hidden = new(1, units);
            (Layout, _rows) = (new(units, 4, 0, 3), rows);
            (Stride1, Stride2, CStride) = (inputs.Width + 2, hidden.Width + 3, Layout.RowLength + 5);
            B1 = PackedMatrix.ForGates(Layout with { First = 1 }, inputs.Inner);
            B2 = PackedMatrix.ForGates(Layout, hidden.Inner);
            B1.PackWeights(0, GemmCase.Values(random, 3 * units * inputs.Count), inputs, Slots1);
            B2.PackWeights(0, GemmCase.Values(random, 3 * units * units), hidden, Slots2);
            Bias = GemmCase.Values(random, Layout.RowLength);
            A1 = GemmCase.Stored(random, rows, inputs, Stride1);
            A2 = GemmCase.Stored(random, rows, hidden, Stride2);
            C = GemmCase.Values(random, rows * CStride);
        }

        public float[] Together(int step)
        {
            float[] c = (float[])C.Clone();
            for (int panel = 0; panel < Layout.Panels; panel += step)
                PanelGemm.MultiplyOverlapping(
                    B1, B2, panel, Math.Min(panel + step, Layout.Panels), _rows, Bias, A1, Stride1, A2, Stride2, c, CStride);
            return c;
        }

        public float[] OneAfterTheOther()
        {
            float[] c = (float[])C.Clone();
            PanelGemm.Multiply(B1, _rows, Bias, A1, Stride1, c, CStride);
            GateRows.Fill(Layout with { Count = 1 }, Bias, 0, Layout.Panels, _rows, c, CStride);
            PanelGemm.Multiply(B2, _rows, default, A2, Stride2, c, CStride, accumulate: true);
            return c;
        }
    }

    private sealed class Gradients
    {
        public readonly GateLayout Layout;
        public readonly float[] DGates, W1, W2, Bias1, Bias2;
        private readonly float[] _a, _b;
        private readonly Channels _channels1, _channels2;
        private readonly int _pairs;

        public Gradients(int units, Channels first, Channels second, int pairs)
        {
            Random random = new(5);
            (Layout, _channels1, _channels2, _pairs) = (new(units, 4, 0, 3), first, second, pairs);
            DGates = GemmCase.Values(random, pairs * Layout.RowLength);
            _a = GemmCase.Stored(random, pairs, first, first.Width + 3);
            _b = GemmCase.Stored(random, pairs, second, second.Width + 1);
            W1 = GemmCase.Values(random, 3 * units * first.Count);
            W2 = GemmCase.Values(random, 3 * units * second.Count);
            Bias1 = GemmCase.Values(random, 3 * units);
            Bias2 = GemmCase.Values(random, 3 * units);
        }

        public GradientInput Input1(float[] gradient) => new(gradient, _a, _channels1.Width + 3, _channels1);

        public GradientInput Input2(float[] gradient) => new(gradient, _b, _channels2.Width + 1, _channels2);

        public float[][] Together(int parts)
        {
            float[][] g = [(float[])W1.Clone(), (float[])W2.Clone(), (float[])Bias1.Clone(), (float[])Bias2.Clone()];
            for (int part = 0; part < parts; part++)
                WeightGradient.AccumulateOverlapping(
                    Input1(g[0]), Input2(g[1]), g[2], g[3], Layout, Slots1, Slots2, DGates, Layout.RowLength, _pairs,
                    new GradientShare(part, parts, _channels1.Count + _channels2.Count));
            return g;
        }

        public float[][] OneAfterTheOther()
        {
            float[][] g = [(float[])W1.Clone(), (float[])W2.Clone(), (float[])Bias1.Clone(), (float[])Bias2.Clone()];
            WeightGradient.Accumulate(
                Input1(g[0]), default, g[2], default, Layout with { First = 1 }, Slots1, DGates, Layout.RowLength, _pairs, 0,
                Layout.Panels);
            WeightGradient.Accumulate(
                Input2(g[1]), default, g[3], default, Layout, Slots2, DGates, Layout.RowLength, _pairs, 0, Layout.Panels);
            return g;
        }
    }
}
