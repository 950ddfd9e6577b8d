using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

[Collection(SimdLevels.Name)]
public sealed class WeightGradientTests
{
    private static readonly GateLayout[] Windows =
        [new(0, 1, 0, 1), new(0, 2, 0, 2), new(0, 3, 0, 3), new(0, 4, 0, 4), new(0, 5, 0, 5), new(0, 4, 1, 3), new(0, 4, 0, 3),
            new(0, 4, 3, 1)];

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Every_tail_of_units_inputs_and_pairs_matches_double(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        foreach (GateLayout window in Windows)
        {
            foreach (int units in (int[])[.. Enumerable.Range(1, 17), 100])
                Check(window with { Units = units }, new(1, 1 + units % 9), 5);
            foreach (int inputs in (int[])[1, 2, 3, 4, 5, 6, 7, 8, 9, 17])
                foreach (int pairs in (int[])[0, 1, 63, 64, 65, 200])
                    Check(window with { Units = 11 }, new(1, inputs), pairs);
            Check(window with { Units = 5 }, new(1, 600), 70);
            Check(window with { Units = 19 }, new(2, 1), 70);
            Check(window with { Units = 19 }, new(2, 13), 70);
        }
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void The_split_of_panels_into_calls_does_not_change_a_bit(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        foreach (GateLayout window in Windows)
            foreach (int inputs in (int[])[1, 2, 21])
            {
                Case g = new(window with { Units = 61 }, new(1, inputs), 150);
                float[] whole = g.Run(g.Layout.Panels);
                for (int step = 1; step < g.Layout.Panels; step++) Assert.Equal(whole, g.Run(step));
            }
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Two_inputs_and_two_biases_together_give_the_bits_of_one_call_each(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        foreach (GateLayout window in Windows)
            foreach ((Channels a, Channels b) in ((Channels, Channels)[])[(new(1, 1), new(1, 21)), (new(2, 5), new(1, 8)),
                (new(1, 3), default), (default, new(2, 7)), (new(1, 300), new(1, 300)), default])
                foreach (int pairs in (int[])[0, 3, 64, 150])
                {
                    GateLayout layout = window with { Units = 21 };
                    Case first = new(layout, a, pairs), second = new(layout, b, pairs);
                    float[] w1 = (float[])first.Gradient.Clone(), w2 = (float[])second.Gradient.Clone();
                    float[] bias1 = GemmCase.Values(new Random(1), layout.Count * 21), bias2 = (float[])bias1.Clone(),
                        bias = (float[])bias1.Clone();
                    for (int panel = 0; panel < layout.Panels; panel += 2)
                        WeightGradient.Accumulate(
                            first.Input(w1), second.Input(w2), bias1, bias2, layout, first.Slots, first.DGates, first.DStride, pairs, panel,
                            Math.Min(panel + 2, layout.Panels));
                    WeightGradient.AccumulateBias(bias, layout, first.Slots, first.DGates, first.DStride, pairs, 0, layout.Panels);
                    Assert.Equal(bias, bias1);
                    Assert.Equal(bias, bias2);
                    if (a.Count > 0) Assert.Equal(first.Run(layout.Panels), w1);
                    if (b.Count > 0) Assert.Equal((second with { DGates = first.DGates }).Run(layout.Panels), w2);
                }
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Shares_give_the_bits_of_the_whole(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        bool byInputs = false;
        foreach (GateLayout window in Windows)
            foreach ((Channels a, Channels b) in ((Channels, Channels)[])[(new(1, 1), new(1, 40)), (new(2, 5), new(1, 8)),
                (new(1, 16), new(1, 16)), (new(1, 600), new(1, 500))])
                foreach (int units in (int[])[3, 11, 21, 40])
                {
                    Case first = new(window with { Units = units }, a, 70), second = new(first.Layout, b, 70);
                    float[][] whole = Shares(first, second, 1, together: true);
                    foreach (int parts in (int[])[2, 3, 5])
                    {
                        SameBits.In(whole, Shares(first, second, parts, together: true));
                        SameBits.In(whole, Shares(first, second, parts, together: false));
                        byInputs |= new GradientShare(0, parts, a.Count + b.Count).SplitsInputs(first.Layout, level);
                    }
                }
        Assert.True(byInputs);
    }

    /// <summary>Both weights and both biases in shares: in one call each share, or the inputs one after the other.</summary>
    private static float[][] Shares(Case first, Case second, int parts, bool together)
    {
        GateLayout layout = first.Layout;
        float[] w1 = (float[])first.Gradient.Clone(), w2 = (float[])second.Gradient.Clone();
        float[] bias1 = GemmCase.Values(new Random(1), layout.Count * layout.Units), bias2 = (float[])bias1.Clone();
        for (int part = 0; part < parts; part++)
        {
            GradientShare share = new(part, parts, first.Channels.Count + second.Channels.Count);
            if (together)
            {
                WeightGradient.Accumulate(
                    first.Input(w1), second.Input(w2), bias1, bias2, layout, first.Slots, first.DGates, first.DStride, first.Pairs, share);
                continue;
            }
            WeightGradient.Accumulate(
                first.Input(w1), default, bias1, default, layout, first.Slots, first.DGates, first.DStride, first.Pairs, share);
            WeightGradient.Accumulate(
                second.Input(w2), default, bias2, default, layout, first.Slots, first.DGates, first.DStride, first.Pairs,
                share.After(first.Channels.Count));
        }
        return [w1, w2, bias1, bias2];
    }

    [Fact]
    public void Accumulating_again_allocates_nothing()
    {
        Case g = new(new(20, 4, 1, 3), new(1, 9), 100);
        g.Run(3);
        float[] gradient = new float[g.Gradient.Length];
        long before = GC.GetAllocatedBytesForCurrentThread();
        WeightGradient.Accumulate(gradient, g.Layout, g.Slots, g.DGates, g.DStride, g.Inputs, g.Stride, g.Channels, 100, 0, 3);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Wrong_lengths_are_named()
    {
        Case g = new(new(10, 4, 0, 4), new(1, 5), 8);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => WeightGradient.Accumulate(
            new float[3], g.Layout, g.Slots, g.DGates, g.DStride, g.Inputs, g.Stride, g.Channels, 8, 0, 2)).ParamName);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => WeightGradient.Accumulate(
            g.Gradient, g.Layout, g.Slots, g.DGates, g.DStride, g.Inputs.AsSpan(20), g.Stride, g.Channels, 8, 0, 2)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightGradient.Accumulate(
            g.Gradient, g.Layout, g.Slots, g.DGates, g.DStride, g.Inputs, g.Stride, g.Channels, 8, 0, 3));
    }

    private static void Check(GateLayout layout, Channels channels, int pairs)
    {
        Case g = new(layout, channels, pairs);
        double[] weight = [.. g.Gradient.Select(v => (double)v)];
        double[] bias = new double[g.Slots.Length * layout.Units];
        for (int p = 0; p < pairs; p++)
            for (int gate = 0; gate < g.Slots.Length; gate++)
                for (int u = 0; u < layout.Units; u++)
                {
                    double d = g.DGates[p * g.DStride + layout.Position(u, g.Slots[gate])];
                    bias[gate * layout.Units + u] += d;
                    for (int k = 0; k < channels.Count; k++)
                        weight[(gate * layout.Units + u) * channels.Count + k] += d * g.Inputs[p * g.Stride + channels.Position(k)];
                }
        GemmCase.AssertClose(weight, g.Run(layout.Panels), 3e-7 * (pairs + 4), $"weights {layout} {channels} pairs {pairs}");
        float[] actual = new float[bias.Length];
        WeightGradient.AccumulateBias(actual, layout, g.Slots, g.DGates, g.DStride, pairs, 0, layout.Panels);
        GemmCase.AssertClose(bias, actual, 3e-7 * (pairs + 4), $"bias {layout} pairs {pairs}");
    }

    private sealed record Case
    {
        public readonly GateLayout Layout;
        public readonly Channels Channels;
        public readonly int[] Slots;
        public readonly int DStride, Stride, Pairs;
        public readonly float[] Inputs, Gradient;

        public float[] DGates { get; init; }

        public Case(GateLayout layout, Channels channels, int pairs)
        {
            Random random = new(5);
            (Layout, Channels, Pairs) = (layout, channels, pairs);
            Slots = [.. Enumerable.Range(layout.First, layout.Count).Reverse()];
            (DStride, Stride) = (layout.RowLength + 4, channels.Width + 3);
            DGates = GemmCase.Values(random, pairs * DStride);
            Inputs = GemmCase.Stored(random, pairs, channels, Stride);
            Gradient = GemmCase.Values(random, Slots.Length * layout.Units * channels.Count);
        }

        public GradientInput Input(float[] gradient) => new(gradient, Inputs, Stride, Channels);

        public float[] Run(int step)
        {
            float[] gradient = (float[])Gradient.Clone();
            for (int panel = 0; panel < Layout.Panels; panel += step)
                WeightGradient.Accumulate(
                    gradient, Layout, Slots, DGates, DStride, Inputs, Stride, Channels, Pairs, panel,
                    Math.Min(panel + step, Layout.Panels));
            return gradient;
        }
    }
}
