using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Losses;

public class ConnectionistTemporalTests
{
    private const int Stride = 8, Batch = 3, Row = 1;

    /// <summary>Spreads [steps][symbols] to row 1 of a time-major batch of 3 whose other values are NaN.</summary>
    private static float[] InBatch(float[] logits, int steps, int symbols)
    {
        var result = new float[steps * Batch * Stride];
        Array.Fill(result, float.NaN);
        for (int t = 0; t < steps; t++)
            logits.AsSpan(t * symbols, symbols).CopyTo(result.AsSpan((t * Batch + Row) * Stride));
        return result;
    }

    [Theory]
    [InlineData(1, 2, 0, new int[0])]
    [InlineData(4, 3, 0, new int[0])]
    [InlineData(1, 3, 0, new[] { 2 })]
    [InlineData(5, 3, 0, new[] { 1, 2 })]
    [InlineData(6, 3, 0, new[] { 1, 1 })]
    [InlineData(5, 4, 3, new[] { 2, 2, 0 })]
    [InlineData(5, 3, 1, new[] { 0, 0, 0 })]
    [InlineData(6, 4, 2, new[] { 0, 1, 3, 3 })]
    [InlineData(5, 4, 0, new[] { 1, 2, 1, 3, 2 })]
    public void Loss_and_gradient_equal_the_sum_over_all_alignments(int length, int symbols, int blank, int[] target)
    {
        var scratch = new CtcScratch();
        for (int seed = 0; seed < 4; seed++)
        {
            int steps = length + seed; // padded steps too
            float[] valid = new Random(seed).Normal(length * symbols, 2);
            float[] all = new float[steps * symbols];
            Array.Fill(all, float.NaN);
            valid.CopyTo(all, 0);
            float[] logits = InBatch(all, steps, symbols), gradient = new float[logits.Length];
            Array.Fill(gradient, 9f);

            double loss = ConnectionistTemporal.Compute(logits.AsSpan(Row * Stride), new(steps, symbols, Stride, Batch * Stride), length,
                target, blank, zeroInfinity: false, 0.5f, gradient.AsSpan(Row * Stride), scratch);

            double[] x = Numeric.Doubles(valid);
            Numeric.AssertClose(CtcBruteForce.Loss(x, length, symbols, target, blank), loss, 1e-6);
            double[] expected = Numeric.Gradient(v => 0.5 * CtcBruteForce.Loss(v, length, symbols, target, blank), x);
            for (int t = 0; t < steps; t++)
            {
                for (int c = 0; c < Stride; c++)
                {
                    double want = t < length && c < symbols ? expected[t * symbols + c] : 0;
                    Numeric.AssertClose(want, gradient[(t * Batch + Row) * Stride + c], 3e-7);
                }

                for (int other = 0; other < Batch * Stride; other++)
                {
                    if (other / Stride != Row)
                        Assert.Equal(9f, gradient[t * Batch * Stride + other]);
                }
            }
        }
    }

    [Theory]
    [InlineData(2, new[] { 1, 2, 1 })]
    [InlineData(2, new[] { 1, 1 })]
    [InlineData(0, new[] { 1 })]
    public void An_infeasible_target_is_infinity_with_gradient_NaN_or_zero(int length, int[] target)
    {
        var scratch = new CtcScratch();
        SequenceLayout layout = new(3, 3, 8, 8);
        float[] logits = new Random(1).Normal(24), gradient = new float[24];
        Array.Fill(gradient, 9f);
        Assert.Equal(
            double.PositiveInfinity, ConnectionistTemporal.Compute(logits, layout, length, target, 0, false, 1f, gradient, scratch));
        for (int i = 0; i < gradient.Length; i++)
            Assert.Equal(i / 8 < length && i % 8 < 3 ? float.NaN : 0f, gradient[i]);
        Assert.Equal(0, ConnectionistTemporal.Compute(logits, layout, length, target, 0, true, 1f, gradient, scratch));
        Assert.All(gradient, g => Assert.Equal(0f, g));
    }

    [Fact]
    public void Saturated_logits_stay_finite_and_exact()
    {
        int[] target = [1, 2];
        float[] logits = [-100, 100, -100, 100, -100, -100, -100, 100, -100, -100, 100, -100], gradient = new float[12];
        double loss = ConnectionistTemporal.Compute(logits, new(4, 3, 3, 3), 4, target, 0, true, 1f, gradient, new CtcScratch());
        double[] x = Numeric.Doubles(logits);
        Numeric.AssertClose(CtcBruteForce.Loss(x, 4, 3, target, 0), loss, 1e-9);
        Numeric.AssertRows(Numeric.Gradient(v => CtcBruteForce.Loss(v, 4, 3, target, 0), x), gradient, 3, 3, 1e-5);
    }

    [Fact]
    public void A_long_sequence_neither_underflows_nor_drifts()
    {
        // Two symbols of equal probability: P(no label) = 2^-T.
        const int steps = 3000;
        double loss =
            ConnectionistTemporal.Compute(
                new float[steps * 2], new(steps, 2, 2, 2), steps, [], 0, false, 1f, new float[steps * 2], new CtcScratch());
        Numeric.AssertClose(steps * Math.Log(2), loss, 1e-9);
    }

    [Theory]
    [InlineData(60, 20)]
    [InlineData(45, 21)]
    [InlineData(90, 7)]
    public void A_long_target_equals_the_plain_recursion(int steps, int labels)
    {
        const int symbols = 9;
        var random = new Random(labels);
        float[] logits = random.Normal(steps * symbols, 2), gradient = new float[logits.Length];
        int[] target = Array.ConvertAll(random.Integers(labels, symbols - 1), c => c + 1);
        double loss =
            ConnectionistTemporal.Compute(
                logits, new(steps, symbols, symbols, symbols), steps, target, 0, false, 1f, gradient, new CtcScratch());
        double[] x = Numeric.Doubles(logits);
        Numeric.AssertClose(CtcBruteForce.ForwardLoss(x, steps, symbols, target, 0), loss, 1e-6);
        Numeric.AssertRows(
            Numeric.Gradient(v => CtcBruteForce.ForwardLoss(v, steps, symbols, target, 0), x), gradient, symbols, symbols, 3e-7);
    }

    [Fact]
    public void Gradients_of_a_step_sum_to_zero_on_a_long_sequence()
    {
        const int steps = 120, symbols = 30;
        var random = new Random(9);
        float[] logits = random.Normal(steps * 32, 3), gradient = new float[logits.Length];
        int[] target = Array.ConvertAll(random.Integers(40, symbols - 1), c => c + 1);
        double loss =
            ConnectionistTemporal.Compute(logits, new(steps, symbols, 32, 32), steps, target, 0, false, 1f, gradient, new CtcScratch());
        Assert.True(double.IsFinite(loss) && loss > 0);
        for (int t = 0; t < steps; t++)
            Assert.Equal(0, Numeric.Doubles(gradient.AsSpan(t * 32, 32)).Sum(), 1e-7);
    }

    [Fact]
    public void NaN_is_seen_in_loss_and_gradient()
    {
        float[] logits = new float[12], gradient = new float[12];
        logits[4] = float.NaN;
        Assert.True(double.IsNaN(ConnectionistTemporal.Compute(logits, new(4, 3, 3, 3), 4, [1], 0, true, 1f, gradient, new CtcScratch())));
        Assert.All(gradient, g => Assert.True(float.IsNaN(g)));
    }

    [Fact]
    public void The_loss_alone_equals_the_loss_with_gradient()
    {
        float[] logits = new Random(3).Normal(40);
        var scratch = new CtcScratch();
        double with = ConnectionistTemporal.Compute(logits, new(5, 6, 8, 8), 5, [5, 1], 0, false, 1f, new float[40], scratch);
        Assert.Equal(with, ConnectionistTemporal.Compute(logits, new(5, 6, 8, 8), 5, [5, 1], 0, false, 1f, default, scratch));
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        var scratch = new CtcScratch();
        SequenceLayout layout = new(4, 3, 3, 3);
        float[] x = new float[12], g = new float[12];
        var label =
            Assert.Throws<ArgumentOutOfRangeException>(() => ConnectionistTemporal.Compute(x, layout, 4, [1, 0], 0, false, 1f, g, scratch));
        Assert.Contains("Label 1", label.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ConnectionistTemporal.Compute(x, layout, 4, [3], 0, false, 1f, g, scratch));
        Assert.Equal(
            "blank",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => ConnectionistTemporal.Compute(x, layout, 4, [1], 3, false, 1f, g, scratch)).ParamName);
        Assert.Equal(
            "length",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => ConnectionistTemporal.Compute(x, layout, 5, [1], 0, false, 1f, g, scratch)).ParamName);
        Assert.Equal(
            "logits",
            Assert.Throws<ArgumentException>(
                () => ConnectionistTemporal.Compute(x.AsSpan(1), layout, 4, [1], 0, false, 1f, g, scratch)).ParamName);
        Assert.Equal(
            "gradient",
            Assert.Throws<ArgumentException>(() => ConnectionistTemporal.Compute(x, layout, 4, [1], 0, false, 1f, x, scratch)).ParamName);
    }

    [Fact]
    public void A_target_that_is_nearly_certain_keeps_a_gradient_of_full_precision()
    {
        // One step, one label: p - 1 = -3 e^-12 / (1 + 3 e^-12), of which p and 1 in single precision would leave two digits.
        float[] logits = [0, 0, 12, 0, 0, 0, 0, 0], gradient = new float[8];
        double loss = ConnectionistTemporal.Compute(logits, new(1, 4, 8, 8), 1, [2], blank: 0, zeroInfinity: false, 1, gradient, new());

        double others = 3 * Math.Exp(-12), expected = others / (1 + others);
        Assert.Equal(Math.Log(1 + others), loss, 1e-11);
        Assert.InRange(gradient[2] / -expected, 1 - 1e-6, 1 + 1e-6);
        Assert.InRange(gradient[0] / (expected / 3), 1 - 1e-6, 1 + 1e-6);
    }
}
