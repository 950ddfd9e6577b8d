using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

[Collection(SimdLevels.Name)]
public sealed class PanelGemmTests
{
    private static readonly GateLayout[] Windows =
    [
        new(0, 1, 0, 1), new(0, 2, 0, 2), new(0, 3, 0, 3), new(0, 4, 0, 4), new(0, 5, 0, 5), new(0, 7, 0, 7), new(0, 9, 0, 9),
        new(0, 4, 1, 3), new(0, 4, 0, 3), new(0, 4, 3, 1), new(0, 3, 0, 2),
    ];

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Every_tail_of_rows_units_and_windows_matches_double(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        foreach (GateLayout window in Windows)
            foreach (int units in (int[])[.. Enumerable.Range(1, 17), 33, 100])
                for (int rows = 1; rows <= 13; rows += units is > 9 and not 16 ? 3 : 1)
                    Check(window with { Units = units }, new(1, 5), new(1, 3), rows);
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Every_inner_length_and_grouping_matches_double(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        foreach (GateLayout window in (GateLayout[])[new(11, 4, 0, 4), new(20, 4, 1, 3), .. ((int[])[1, 3, 70]).Select(GateLayout.Dense)])
            foreach (int rows in (int[])[1, 2, 7])
            {
                foreach (int inner in (int[])[1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 24, 31, 32, 200])
                {
                    Check(window, new(1, inner), default, rows);
                    Check(window, new(1, inner), new(1, 9), rows);
                }
                Check(window, new(2, 5), default, rows);
                Check(window, new(2, 8), new(1, 3), rows);
                Check(window, new(1, 2), new(2, 13), rows);
            }
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void A_row_gives_the_same_bits_alone_and_among_others(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        foreach (GateLayout layout in Windows.Select(window => window with { Units = 37 }).Append(GateLayout.Dense(3)))
        {
            GemmCase g = new(layout, new(1, 40), new(2, 5), rows: 13);
            float[] all = g.Run(bias: true);
            for (int first = 0; first < 13; first++)
                for (int rows = 1; rows <= 13 - first; rows++)
                    Assert.Equal(
                        all.AsSpan(first * g.CStride, rows * g.CStride),
                        g.Run(bias: true, first, rows).AsSpan(first * g.CStride, rows * g.CStride));
        }
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void A_row_of_any_run_of_panels_gives_the_bits_of_all_and_touches_no_other(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        int paired = 0, single = 0;
        foreach (GateLayout window in Windows)
            foreach (int units in (int[])[8, 37, 64, 100])
            {
                GemmCase g = new(window with { Units = units }, new(1, 40), new(2, 5), rows: 1);
                float[] all = g.Run(bias: true);
                int group = g.B.Plan.PanelsPerGroup, panels = g.Layout.Panels;
                int[] ends = [.. Enumerable.Range(0, panels + 1).Where(panel => panel % group == 0 || panel == panels)];
                foreach (int begin in ends.Where(panel => panel < panels))
                    foreach (int end in ends.Where(panel => panel > begin))
                    {
                        float[] c = (float[])g.C.Clone();
                        PanelGemm.Multiply(
                            g.B, begin, end, 1, g.Bias, g.A1, 0, g.First.Inner, g.A2, 0, g.Second.Inner, c, g.CStride);
                        int from = begin * g.Layout.PanelLength, to = end * g.Layout.PanelLength;
                        Assert.Equal(g.C.AsSpan(0, from), c.AsSpan(0, from));
                        Assert.Equal(all.AsSpan(from, to - from), c.AsSpan(from, to - from));
                        Assert.Equal(g.C.AsSpan(to), c.AsSpan(to));
                        if (g.B.Plan.RowTileAt[begin] >= 0 && g.B.Plan.RowTileAt[end] > 0) paired++;
                        else single++;
                    }
            }
        Assert.True(paired > 100 && single > 10, $"{paired} runs of paired tiles, {single} others");
    }

    [Theory]
    [InlineData(29, 4, 1, 3)]
    [InlineData(3, 1, 0, 1)]
    public void Levels_with_fused_multiply_add_give_the_same_bits(int units, int slots, int first, int count)
    {
        GemmCase g = new(new(units, slots, first, count), new(1, 41), new(2, 5), rows: 13);
        List<float[]> results = [];
        foreach (SimdLevel level in (SimdLevel[])[SimdLevel.Vector256, SimdLevel.Vector512])
        {
            using SimdLevels.Scope scope = new(level);
            g.Pack();
            Assert.Equal(level, g.B.Level);
            results.Add(g.Run(bias: false));
        }
        Assert.Equal(results[0], results[1]);
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Panel_steps_together_give_the_whole_product(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        foreach (GateLayout window in Windows)
            foreach (int rows in (int[])[1, 5])
            {
                GemmCase g = new(window with { Units = 100 }, new(1, 12), default, rows);
                float[] c = (float[])g.C.Clone();
                int step = PanelGemm.PanelStep(g.B, rows);
                for (int panel = 0; panel < g.Layout.Panels; panel += step)
                    PanelGemm.Multiply(g.B, panel, Math.Min(panel + step, g.Layout.Panels), rows, g.Bias,
                        g.A1, GemmCase.Stride(g.First), 12, default, 0, 0, c, g.CStride);
                Assert.Equal(g.Run(bias: true), c);
            }
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void A_product_cut_by_the_inner_dimension_has_the_same_bits(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        foreach (GateLayout layout in Windows.Select(window => window with { Units = 29 }).Append(GateLayout.Dense(1)))
            foreach (int rows in (int[])[1, 2, 9])
            {
                GemmCase g = new(layout, new(1, 12), new(1, 7), rows);
                float[] c = (float[])g.C.Clone();
                PanelGemm.Multiply(g.B, 0, g.Layout.Panels, rows, g.Bias, g.A1, GemmCase.Stride(g.First), 12, default, 0, 0, c, g.CStride);
                PanelGemm.Multiply(
                    g.B, 0, g.Layout.Panels, rows, default, g.A2, GemmCase.Stride(g.Second), 7, default, 0, 0, c, g.CStride,
                    innerBegin: 12);
                Assert.Equal(g.Run(bias: true), c);
            }
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void A_matrix_beyond_the_caches_gives_the_bits_of_single_rows(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        GemmCase g = new(new(1001, 4, 0, 4), new(1, 700), new(1, 81), rows: 31);
        Assert.True(g.B.IsBeyondCaches);
        float[] all = g.Run(bias: true);
        for (int row = 0; row < g.Rows; row++)
            Assert.Equal(all.AsSpan(row * g.CStride, g.CStride), g.Run(bias: true, row, 1).AsSpan(row * g.CStride, g.CStride));
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void The_transposed_matrix_carries_gate_gradients_back(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        foreach (GateLayout window in Windows)
            foreach (int units in (int[])[1, 7, 8, 13])
                foreach (Channels inputs in (Channels[])[new(1, 1), new(1, 9), new(1, 70), new(2, 5), new(2, 16)])
                    foreach (int rows in (int[])[1, 3, 8])
                        CheckBackward(window with { Units = units }, inputs, rows);
    }

    [Fact]
    public void Packing_and_multiplying_again_allocate_nothing()
    {
        GemmCase g = new(new(30, 4, 0, 4), new(1, 9), new(2, 5), rows: 4);
        float[] c = (float[])g.C.Clone();
        void Once()
        {
            g.Pack();
            PanelGemm.Multiply(
                g.B, 0, g.Layout.Panels, 4, g.Bias, g.A1, GemmCase.Stride(g.First), 9, g.A2, GemmCase.Stride(g.Second), 16, c, g.CStride);
        }
        Once();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Once();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(70, 1, 300)]
    [InlineData(121, 2, 37)]
    public void Large_weights_are_packed_by_several_threads_as_by_one(int units, int groups, int size)
    {
        Channels inputs = new(groups, size);
        GateLayout layout = GateLayout.Full(units, 4);
        float[] weights = GemmCase.Values(new Random(5), 4 * units * inputs.Count);
        (float[] columns, float[] rows) one = Pack(1), three = Pack(3);
        Assert.Equal(one.columns, three.columns);
        Assert.Equal(one.rows, three.rows);

        (float[], float[]) Pack(int threads)
        {
            using SharedPool.Scope scope = new(threads, patient: true);
            PackedMatrix forward = PackedMatrix.ForGates(layout, inputs.Inner),
                backward = PackedMatrix.ForBackward(layout, inputs.Width);
            forward.PackWeights(0, weights, inputs, [0, 1, 2, 3]);
            backward.PackTransposed(weights, inputs, [0, 1, 2, 3]);
            return (forward.Values.ToArray(), backward.Values.ToArray());
        }
    }

    [Fact]
    public void A_matrix_that_was_never_packed_is_an_error_and_takes_no_memory()
    {
        PackedMatrix b = PackedMatrix.ForGates(GateLayout.Dense(8), 4);
        Assert.Equal(0, b.Values.Length);
        Assert.Contains("pack it first", Assert.Throws<InvalidOperationException>(
            () => PanelGemm.Multiply(b, 1, default, new float[4], 4, new float[8], 8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_lengths_are_named()
    {
        GemmCase g = new(new(10, 4, 0, 4), new(1, 5), default, rows: 2);
        float[] c = new float[2 * g.CStride];
        Assert.Contains("must lie within 5", Assert.Throws<ArgumentException>(
            () => PanelGemm.Multiply(g.B, 0, 2, 2, g.Bias, g.A1, 10, 6, default, 0, 0, c, g.CStride)).Message, StringComparison.Ordinal);
        Assert.Contains("from 2 must lie within 5", Assert.Throws<ArgumentException>(
            () =>
                PanelGemm.Multiply(
                    g.B, 0, 2, 2, g.Bias, g.A1, 10, 4, default, 0, 0, c, g.CStride, innerBegin: 2)).Message, StringComparison.Ordinal);
        Assert.Equal("a1", Assert.Throws<ArgumentException>(
            () => PanelGemm.Multiply(g.B, 2, g.Bias, new float[7], 5, c, g.CStride)).ParamName);
        Assert.Equal("c", Assert.Throws<ArgumentException>(
            () => PanelGemm.Multiply(g.B, 2, g.Bias, g.A1, 10, new float[30], g.CStride)).ParamName);
        Assert.Equal("bias", Assert.Throws<ArgumentException>(
            () => PanelGemm.Multiply(g.B, 2, new float[8], g.A1, 10, c, g.CStride)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => g.B.PackWeights(1, g.W1, g.First, g.Slots));
        Assert.Throws<ArgumentException>(() => g.B.PackWeights(0, g.W1.AsSpan(1), g.First, g.Slots));
        Assert.Throws<ArgumentOutOfRangeException>(() => g.B.PackWeights(0, g.W1, g.First, [0, 1, 2, 4]));
    }

    private static void Check(GateLayout layout, Channels first, Channels second, int rows)
    {
        GemmCase g = new(layout, first, second, rows);
        double tolerance = 4e-7 * (first.Count + second.Count + 2);
        GemmCase.AssertClose(g.Reference(bias: true), g.Run(bias: true), tolerance, $"bias {layout} {first} {second} rows {rows}");
        GemmCase.AssertClose(g.Reference(bias: false), g.Run(bias: false), tolerance, $"accumulate {layout} {first} {second} rows {rows}");
    }

    private static void CheckBackward(GateLayout layout, Channels inputs, int rows)
    {
        Random random = new(3);
        int[] slots = [.. Enumerable.Range(layout.First, layout.Count).Reverse()];
        float[] w = GemmCase.Values(random, slots.Length * layout.Units * inputs.Count);
        int stride = layout.RowLength + 8;
        float[] dGates = GemmCase.Values(random, rows * stride);
        PackedMatrix b = PackedMatrix.ForBackward(layout, inputs.Width);
        b.PackTransposed(w, inputs, slots);
        float[] c = GemmCase.Values(random, rows * inputs.Width);
        double[] expected = new double[c.Length];
        for (int m = 0; m < rows; m++)
            for (int k = 0; k < inputs.Count; k++)
                for (int g = 0; g < slots.Length; g++)
                    for (int u = 0; u < layout.Units; u++)
                        expected[m * inputs.Width + inputs.Position(k)]
                            += (double)w[(g * layout.Units + u) * inputs.Count + k] * dGates[m * stride + layout.Position(u, slots[g])];
        PanelGemm.Multiply(b, rows, default, dGates, stride, c, inputs.Width, accumulate: false);
        GemmCase.AssertClose(expected, c, 4e-7 * (layout.Units * layout.Count + 2), $"backward {layout} {inputs} rows {rows}");
    }
}
