using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>The functions of equations: within the bounds that their documentation gives, as vectors and as plain floats.</summary>
public class FunctionLanesTests
{
    private static readonly float[] Inputs =
    [
        .. Enumerable.Range(-4000, 8001).Select(i => i / 50f), .. Enumerable.Range(-120, 240).Select(i => MathF.Pow(2, i)),
        .. Enumerable.Range(1, 400).Select(i => 1e-7f * i), 0f, 1f, -1f,
    ];

    [Fact]
    public void Vectors_of_every_width_keep_the_documented_errors()
    {
        Check<F32x4>();
        Check<F32x8>();
        Check<F32x16>();
    }

    private static void Check<V>()
        where V : struct, ILanes<V>
    {
        foreach (float x in Inputs)
        {
            if (x > 0 && float.IsNormal(x))
                Close(Math.Log(x), Of<V>(V.Log, x), 2.5e-7, x);
            if (x > -0.999f)
                Close(
                    x == 0 ? 0 : Math.Abs(x) < 1e-4 ? x - (double)x * x / 2 + (double)x * x * x / 3 : Math.Log(1 + (double)x),
                    Of<V>(V.Log1p, x), 4e-7, x);
            if (x > -80)
                Close(Math.Max(x, 0.0) + Exact(Math.Exp(-Math.Abs((double)x))), Of<V>(V.Softplus, x), 6e-7, x);
        }

        Assert.Equal(float.NegativeInfinity, Of<V>(V.Log, 0));
        Assert.True(float.IsNaN(Of<V>(V.Log, -1)));
        foreach (float special in new[] { float.NaN, float.PositiveInfinity })
        {
            Assert.Equal(special, Of<V>(V.Log, special));
            Assert.Equal(special, Of<V>(V.Log1p, special));
            Assert.Equal(special, Of<V>(V.Softplus, special));
        }

        Assert.Equal(0, Of<V>(V.Softplus, float.NegativeInfinity));
    }

    [Fact]
    public void Tiny_values_are_flushed_to_zero_and_no_others()
    {
        float least = MathF.ScaleB(1, -95);
        foreach (float kept in new[] { least, -least, 1e-28f, 1, -3e38f, float.PositiveInfinity, float.NegativeInfinity, float.NaN })
            FlushedIs(kept, kept);
        foreach (float tiny in new[] { 0, MathF.BitDecrement(least), -MathF.BitDecrement(least), 1e-38f, 1e-40f, float.Epsilon,
            -float.Epsilon })
            FlushedIs(0, tiny);
    }

    private static void FlushedIs(float expected, float value)
    {
        Assert.Equal(expected, Of<F32x4>(F32x4.FlushTiny, value));
        Assert.Equal(expected, Of<F32x8>(F32x8.FlushTiny, value));
        Assert.Equal(expected, Of<F32x16>(F32x16.FlushTiny, value));
    }

    [Fact]
    public void Comparisons_are_those_of_floats_also_for_nan_and_infinity()
    {
        float[] values = [0, -0f, 1, -1, float.Epsilon, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        foreach (float a in values)
        {
            foreach (float b in values)
            {
                Assert.Equal(a > b, Holds<F32x8>(F32x8.GreaterThan, a, b));
                Assert.Equal(a >= b, Holds<F32x4>(F32x4.GreaterThanOrEqual, a, b));
                Assert.Equal(a == b, Holds<F32x16>(F32x16.Equal, a, b));
            }
        }
    }

    [Fact]
    public void Below_is_set_for_real_units_only()
    {
        Assert.Equal([1, 1, 1, 0, 0, 0, 0, 0], Masked<F32x8>(8, 11));
        Assert.Equal([1, 1, 1, 1], Masked<F32x4>(4, 11));
        Assert.Equal([1, 1, 1, 0], Masked<F32x4>(8, 11));
        Assert.Equal(Enumerable.Range(0, 16).Select(i => i < 11 ? 1f : 0f), Masked<F32x16>(0, 11));
    }

    [Fact]
    public void Plain_functions_are_correctly_rounded_but_for_rare_last_bits()
    {
        (Func<float, float> Plain, Func<double, double> Exact)[] functions =
        [
            (Equations.Sigmoid, x => 1 / (1 + Math.Exp(-x))), (Equations.Tanh, Math.Tanh), (Equations.Exp, Math.Exp),
            (Equations.Softplus, x => Math.Max(x, 0) + Exact(Math.Exp(-Math.Abs(x)))),
            (Equations.LogSigmoid, x => Math.Min(x, 0) - Exact(Math.Exp(-Math.Abs(x)))), (Equations.Silu, x => x / (1 + Math.Exp(-x))),
            (Equations.Relu, x => Math.Max(x, 0)), (Equations.Abs, Math.Abs),
            (Equations.Elu, x => x > 0 ? x : Math.Exp(x) - 1),
            (x => Equations.Log(MathF.Abs(x) + 1e-3f), x => Math.Log((float)((float)Math.Abs(x) + 1e-3f))),
        ];
        foreach (float x in Inputs.Where(x => Math.Abs(x) < 80))
        {
            foreach (var (plain, exact) in functions)
            {
                double want = exact(x);
                float have = plain(x);
                Assert.True(
                    Math.Abs(have - want) <= Math.Max(MathF.BitIncrement(MathF.Abs((float)want)) - MathF.Abs((float)want), 1e-12f),
                    $"{x:R}: {have:R} in place of {want:R}");
            }
        }
    }

    private static double Exact(double x) => x < 1e-5 ? x - x * x / 2 : Math.Log(1 + x);

    private static float Of<V>(Func<V, V> function, float x)
        where V : struct, ILanes<V>
    {
        float[] lanes = new float[V.Count];
        V.Store(function(V.Create(x)), ref lanes[0], 0);
        Assert.All(lanes, lane => Assert.Equal(lanes[0], lane));
        return lanes[0];
    }

    private static bool Holds<V>(Func<V, V, V> compare, float a, float b)
        where V : struct, ILanes<V> => Of<V>(x => V.Select(compare(x, V.Create(b)), V.One, V.Zero), a) == 1;

    private static float[] Masked<V>(int unit, int count)
        where V : struct, ILanes<V>
    {
        float[] lanes = new float[V.Count];
        V.Store(V.Select(V.Below(unit, count), V.One, V.Zero), ref lanes[0], 0);
        return lanes;
    }

    private static void Close(double want, float have, double relative, float x) =>
        Assert.True(Math.Abs(have - want) <= relative * Math.Abs(want) + 1e-38, $"f({x:R}) = {have:R} in place of {want:R}");
}
