using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Training.Optimizers;

public class OptimizerStateTests
{
    private const int Length = 203;

    public static TheoryData<string> Calls => PyTorchTrace.Calls;

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_resumed_run_gives_the_bits_of_an_uninterrupted_one(string call)
    {
        var trace = PyTorchTrace.Of(call);
        var whole = trace.Create();
        float[] expected = PyTorchTrace.Start(Length);
        Run(whole, expected, 1, 10);

        var first = trace.Create();
        float[] parameters = PyTorchTrace.Start(Length);
        Run(first, parameters, 1, 5);
        var second = Resume(first, trace.Create());
        Run(second, parameters, 6, 10);

        Assert.Equal(expected, parameters);
        Assert.Equal(10, second.Steps);
        for (int i = 0; i < whole.StateCount; i++)
            Assert.Equal(whole.State(i).ToArray(), second.State(whole.StateName(i)).ToArray());
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Any_split_into_ranges_gives_the_same_bits(string call)
    {
        var trace = PyTorchTrace.Of(call);
        var whole = trace.Create();
        var split = trace.Create();
        float[] expected = PyTorchTrace.Start(Length), parameters = PyTorchTrace.Start(Length);
        Run(whole, expected, 1, 4);
        for (int t = 1; t <= 4; t++)
        {
            float[] gradient = PyTorchTrace.Gradient(Length, t);
            split.BeginStep(Length);
            foreach (var (begin, end) in new[] { (64, Length), (13, 64), (1, 13), (0, 1), (7, 7) })
                split.Update(parameters, gradient, begin, end);
        }

        Assert.Equal(expected, parameters);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void States_without_gradient_never_become_subnormal(string call)
    {
        var optimizer = PyTorchTrace.Of(call).Create();
        float[] parameters = PyTorchTrace.Start(Length), gradient = PyTorchTrace.Gradient(Length, 1);
        for (int t = 1; t <= 3000; t++)
        {
            optimizer.Step(parameters, gradient);
            Array.Clear(gradient);
            for (int i = 0; i < optimizer.StateCount; i++)
            {
                foreach (float value in optimizer.State(i))
                    Assert.False(float.IsSubnormal(value), $"{optimizer.StateName(i)} has {value:R} after step {t}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_step_allocates_nothing_after_the_first(string call)
    {
        var optimizer = PyTorchTrace.Of(call).Create();
        float[] parameters = PyTorchTrace.Start(Length), gradient = PyTorchTrace.Gradient(Length, 1);
        TrainableRange[] ranges = [new(0, 50), new(60, Length, WeightDecay: false)];
        optimizer.Step(parameters, gradient);
        optimizer.Step(parameters, gradient, ranges);

        long before = GC.GetAllocatedBytesForCurrentThread();
        optimizer.Step(parameters, gradient);
        optimizer.Step(parameters, gradient, ranges);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void What_no_range_names_keeps_its_value_and_moments(string call)
    {
        var trace = PyTorchTrace.Of(call);
        var whole = trace.Create();
        var partial = trace.Create();
        float[] start = PyTorchTrace.Start(Length), expected = [.. start], parameters = [.. start];
        for (int t = 1; t <= 3; t++)
        {
            whole.Step(expected, PyTorchTrace.Gradient(Length, t));
            partial.Step(parameters, PyTorchTrace.Gradient(Length, t), [new(3, 40), new(41, 90), new(150, Length)]);
        }

        for (int i = 0; i < Length; i++)
        {
            bool trained = i is (>= 3 and < 40) or (>= 41 and < 90) or >= 150;
            Assert.Equal(trained ? expected[i] : start[i], parameters[i]);
        }

        var untouched = trace.Create();
        untouched.Allocate(Length);
        for (int s = 0; s < partial.StateCount; s++)
        {
            Assert.Equal(untouched.State(s)[40], partial.State(s)[40]);
            Assert.Equal(untouched.State(s)[90..150].ToArray(), partial.State(s)[90..150].ToArray());
        }
    }

    // p - rate factor (g + decay p), with a decay of the range's own where it has one, also where it takes none of the optimizer's.
    [Fact]
    public void A_range_may_have_a_rate_and_a_weight_decay_of_its_own()
    {
        float[] parameters = [1, 1, 1, 1], gradient = [0.5f, 0.5f, 0.5f, 0.5f];
        new Sgd(0.125, weightDecay: 0.25).Step(
            parameters, gradient,
            [
                new(0, 1), new(1, 2) { RateFactor = 2 }, new(2, 3, WeightDecay: false) { Decay = 0.5 },
                new(3, 4) { RateFactor = 0.5, Decay = 0 },
            ]);
        Assert.Equal([1 - 0.125f * 0.75f, 1 - 0.25f * 0.75f, 1 - 0.125f * 1f, 1 - 0.0625f * 0.5f], parameters);
    }

    [Theory]
    [InlineData(0, 4, 3, 6, "The range [3, 6) does not fit after 4 in a block of 9 parameters.")]
    [InlineData(0, 4, 6, 5, "The range [6, 5) does not fit after 4")]
    [InlineData(-1, 4, 5, 6, "The range [-1, 4) does not fit after 0")]
    [InlineData(0, 4, 5, 10, "The range [5, 10) does not fit after 4 in a block of 9 parameters.")]
    public void Ranges_that_overlap_are_reversed_or_leave_the_block_are_refused(int begin, int end, int next, int last, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<ArgumentException>(() => TrainableRange.Validate([new(begin, end), new(next, last)], 9)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(-1.0, 0.0)]
    [InlineData(double.NaN, 0.0)]
    [InlineData(double.PositiveInfinity, 0.0)]
    [InlineData(1.0, -0.5)]
    [InlineData(1.0, double.NaN)]
    public void A_range_whose_rate_or_weight_decay_is_none_is_refused(double factor, double decay) =>
        Assert.StartsWith(
            FormattableString.Invariant($"The range [0, 4) has RateFactor {factor} and Decay {decay}."),
            Assert.Throws<ArgumentException>(
                () => TrainableRange.Validate([new TrainableRange(0, 4) { RateFactor = factor, Decay = decay }], 9)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Ranges_that_ascend_are_taken_also_where_they_touch_or_are_empty() =>
        TrainableRange.Validate([new(0, 4), new(4, 4), new(4, 9)], 9);

    [Fact]
    public void A_range_without_weight_decay_moves_as_in_an_optimizer_without_it()
    {
        Optimizer[] with = [new Sgd(0.1f, 0.9, weightDecay: 0.5), new Adam(weightDecay: 0.5), new AdamW(weightDecay: 0.5),
            new NAdam(weightDecay: 0.5), new Adagrad(weightDecay: 0.5), new RmsProp(weightDecay: 0.5)];
        Optimizer[] without = [new Sgd(0.1f, 0.9), new Adam(), new AdamW(weightDecay: 0), new NAdam(), new Adagrad(), new RmsProp()];
        for (int i = 0; i < with.Length; i++)
        {
            float[] a = PyTorchTrace.Start(20), b = PyTorchTrace.Start(20);
            for (int t = 1; t <= 3; t++)
            {
                float[] gradient = PyTorchTrace.Gradient(20, t);
                with[i].Step(a, gradient, [new(0, 10), new(10, 20, WeightDecay: false)]);
                without[i].Step(b, gradient);
            }

            Assert.Equal(b[10..], a[10..]);
            Assert.NotEqual(b[..10], a[..10]);
        }
    }

    private static void Run(Optimizer optimizer, float[] parameters, int first, int last)
    {
        for (int t = first; t <= last; t++)
            optimizer.Step(parameters, PyTorchTrace.Gradient(parameters.Length, t));
    }

    private static Optimizer Resume(Optimizer from, Optimizer into)
    {
        into.Allocate(from.ParameterCount);
        for (int i = 0; i < from.StateCount; i++)
            from.State(i).CopyTo(into.State(from.StateName(i)));
        into.RestoreScalars([.. from.ExportScalars()]);
        return into;
    }
}
