using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

[Collection(SimdLevels.Name)]
public sealed class ActivationTests
{
    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Sigmoid_is_within_2e_7_everywhere(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        float[] x = Grid(), y = (float[])x.Clone();
        Activations.Sigmoid(y);
        for (int i = 0; i < x.Length; i++) Near(1 / (1 + Math.Exp(-(double)x[i])), y[i], 2e-7, x[i]);
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Tanh_is_within_2e_7_and_relatively_exact_near_zero(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        float[] x = Grid(), y = (float[])x.Clone();
        Activations.Tanh(y);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = Math.Tanh(x[i]);
            Near(expected, y[i], Math.Min(2e-7, 5e-7 * Math.Abs(expected)), x[i]);
            Assert.True(Math.Abs(y[i]) <= 1);
        }
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Exp_is_within_2e_7_of_its_value(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        float[] x = [.. Grid().Where(v => v is > -87 and < 88.7f)], y = (float[])x.Clone();
        Activations.Exp(y);
        for (int i = 0; i < x.Length; i++) Near(Math.Exp(x[i]), y[i], 2e-7 * Math.Exp(x[i]) + 1e-44, x[i]);
    }

    [Theory, MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void Extremes_saturate_and_NaN_stays(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        const float Inf = float.PositiveInfinity;
        Assert.Equal(
            [0, 1, 0, 1, float.NaN, 0.5f, 0.5f, 0, 1],
            Of(Activations.Sigmoid, -Inf, Inf, -200, 200, float.NaN, 0, float.Epsilon, float.MinValue, float.MaxValue));
        Assert.Equal(
            [-1, 1, -1, 1, float.NaN, 0, -1, 1], Of(Activations.Tanh, -Inf, Inf, -12, 12, float.NaN, 0, float.MinValue, float.MaxValue));
        Assert.Equal([0, Inf, 1, float.NaN, 0, Inf, Inf], Of(Activations.Exp, -Inf, Inf, 0, float.NaN, -200, 89, float.MaxValue));
        Assert.Equal([0, Inf, float.NaN, 0, 2], Of(Activations.Relu, -Inf, Inf, float.NaN, -1, 2));
        Assert.True(float.IsNegative(Of(Activations.Tanh, -1e-30f)[0]));
    }

    [Fact]
    public void Levels_with_fused_multiply_add_give_the_same_bits()
    {
        foreach (Action<Span<float>> f in (Action<Span<float>>[])[Sigmoid, Tanh, Exp])
        {
            float[] narrow = Grid(), wide = Grid();
            using (new SimdLevels.Scope(SimdLevel.Vector256)) f(narrow);
            using (new SimdLevels.Scope(SimdLevel.Vector512)) f(wide);
            Assert.Equal(narrow, wide);
        }
        static void Sigmoid(Span<float> x) => Activations.Sigmoid(x);
        static void Tanh(Span<float> x) => Activations.Tanh(x);
        static void Exp(Span<float> x) => Activations.Exp(x);
    }

    [Fact]
    public void Softmax_sums_to_one_and_returns_the_log_sum()
    {
        float[] x = [1, 2, 3, -4, 500];
        float logSum = Activations.Softmax(x.AsSpan(0, 4));
        double sum = Math.Exp(1) + Math.Exp(2) + Math.Exp(3) + Math.Exp(-4);
        Assert.Equal(Math.Log(sum), logSum, 1e-6);
        Assert.Equal(Math.Exp(3) / sum, x[2], 1e-6);
        Assert.Equal(1, x.Take(4).Sum(), 1e-6);
        Assert.Equal(500, x[4]);
        float[] large = [1000, 1000];
        Assert.Equal(1000 + Math.Log(2), Activations.Softmax(large), 1e-4);
        Assert.Equal(0.5, large[0], 1e-6);
    }

    [Fact]
    public void Lanes_compute_what_they_say()
    {
        Lanes<F32x4>();
        Lanes<F32x8>();
        Lanes<F32x16>();
    }

    private static void Lanes<V>() where V : struct, ILanes<V>
    {
        float[] a = [.. Enumerable.Range(0, 40).Select(i => i - 7.5f)], to = new float[40];
        V x = V.Load(in a[0], 3), two = V.Create(2);
        Assert.Equal(a.Skip(3).Take(V.Count).Sum(), V.Sum(x));
        Check(V.MultiplyAdd(x, two, V.One), i => 2 * a[3 + i] + 1);
        Check(V.Select(V.GreaterThanZero(x), x, V.Zero), i => Math.Max(a[3 + i], 0));
        Check(V.Max(x, V.One), i => Math.Max(a[3 + i], 1));
        Check(V.Min(x, V.One), i => Math.Min(a[3 + i], 1));
        Check(V.Sqrt(V.Abs(x)), i => MathF.Sqrt(Math.Abs(a[3 + i])));
        Check(V.Reciprocal(x), i => 1 / a[3 + i]);
        Check((-x + two) * x - x / two, i => (2 - a[3 + i]) * a[3 + i] - a[3 + i] / 2);
        Check(V.LoadPanels(in a[0], 2, 17), i => a[2 + i + (i >= 8 ? 9 : 0)]);
        float[] fixedInPlace = GC.AllocateArray<float>(8, pinned: true);
        a.AsSpan(0, 8).CopyTo(fixedInPlace);
        V.CreateFour(in fixedInPlace[1], out V first, out V second, out V third, out V fourth);
        Check(first, _ => a[1]);
        Check(second, _ => a[2]);
        Check(third, _ => a[3]);
        Check(fourth, _ => a[4]);
        V.StorePanels(x, ref to[0], 1, 20);
        for (int i = 0; i < V.Count; i++) Assert.Equal(a[3 + i], to[1 + i + (i >= 8 ? 12 : 0)]);

        void Check(V value, Func<int, float> expected)
        {
            V.Store(value, ref to[0], 1);
            for (int i = 0; i < V.Count; i++) Assert.Equal(expected(i), to[1 + i]);
            Array.Clear(to);
        }
    }

    private delegate void InPlace(Span<float> x);

    private static float[] Of(InPlace f, params float[] x)
    {
        f(x);
        return x;
    }

    private static void Near(double expected, float actual, double tolerance, float x)
    {
        if (!(Math.Abs(expected - actual) <= tolerance))
            Assert.Fail($"f({x:R}) is {actual:R}, expected {expected:R}: off by {Math.Abs(expected - actual):g3}.");
    }

    /// <summary>Dense from -100 to 100, and powers of two around zero; an odd number of values.</summary>
    private static float[] Grid()
        => [.. Enumerable.Range(-100_000, 200_001).Select(i => i * 0.001f + 0.00013f),
            .. Enumerable.Range(-40, 44).Select(e => MathF.ScaleB(1.37f, e)),
            .. Enumerable.Range(-40, 44).Select(e => -MathF.ScaleB(1.11f, e))];
}
