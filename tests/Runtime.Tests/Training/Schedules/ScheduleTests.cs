using Xunit;

namespace LstmGen.Runtime.Tests.Training.Schedules;

/// <summary>Expected rates: PyTorch 1.13, torch.optim.lr_scheduler, param_groups[0]['lr'] before each step, lr=0.5.</summary>
public class ScheduleTests
{
    [Fact]
    public void StepDecay_follows_StepLR() // StepLR(o, 3, gamma=0.5)
        => AssertRates(new StepDecay(3, 0.5), 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125);

    [Fact]
    public void MultiStepDecay_follows_MultiStepLR() // MultiStepLR(o, [2, 3, 6], gamma=0.1)
        => AssertRates(new MultiStepDecay([2, 3, 6], 0.1), 0.5, 0.5, 0.05, 0.005, 0.005, 0.005, 0.0005, 0.0005);

    [Fact]
    public void ExponentialDecay_follows_ExponentialLR() // ExponentialLR(o, 0.9)
        => AssertRates(new ExponentialDecay(0.9), 0.5, 0.45, 0.405, 0.3645, 0.32805, 0.295245);

    [Fact]
    public void CosineDecay_follows_CosineAnnealingLR() // CosineAnnealingLR(o, 5, eta_min=0.1)
        => AssertRates(
            new CosineDecay(5, 0.1f), 0.5, 0.4618033989, 0.3618033989, 0.2381966011, 0.1381966011, 0.1, 0.1381966011, 0.2381966011);

    [Fact] // CosineAnnealingWarmRestarts(o, 2, T_mult=2, eta_min=0.1), by its formula
    public void CosineRestarts_follow_CosineAnnealingWarmRestarts()
        => AssertRates(
            new CosineRestarts(2, 2, 0.1), 0.5, 0.3, 0.5, 0.4414213562, 0.3, 0.1585786438, 0.5, 0.4847759065);

    [Fact]
    public void CosineRestarts_of_equal_periods_repeat()
    {
        AssertRates(new CosineRestarts(2), 0.5, 0.25, 0.5, 0.25, 0.5);
        Assert.Equal(0.25, new CosineRestarts(2).At(1_000_000_000_001, 0.5), 1e-12);
        Assert.InRange(new CosineRestarts(3, 1000).At(long.MaxValue, 0.5), 0, 0.5);
    }

    [Fact] // SequentialLR(o, [LinearLR(o, start_factor=0.1, total_iters=4), CosineAnnealingLR(o, 5)], milestones=[4])
    public void LinearWarmup_follows_SequentialLR_with_a_cosine()
        => AssertRates(
            new LinearWarmup(4, new CosineDecay(5), 0.1),
            0.05, 0.1625, 0.275, 0.3875, 0.5, 0.4522542486, 0.3272542486, 0.1727457514, 0.04774575141);

    [Fact] // SequentialLR(o, [LinearLR(o, start_factor=0.1, total_iters=4), ExponentialLR(o, 0.9)], milestones=[4])
    public void LinearWarmup_follows_SequentialLR_with_an_exponential()
        => AssertRates(
            new LinearWarmup(4, new ExponentialDecay(0.9), 0.1), 0.05, 0.1625, 0.275, 0.3875, 0.5, 0.45, 0.405, 0.3645);

    [Fact]
    public void LinearWarmup_starts_from_zero_and_stays_at_the_initial_rate()
        => AssertRates(new LinearWarmup(2, new ConstantRate(ScheduleUnit.Step)), 0, 0.25, 0.5, 0.5);

    [Fact] // OneCycleLR(o, max_lr=0.5, total_steps=10, cycle_momentum=False)
    public void OneCycle_follows_OneCycleLR()
        => AssertRates(
            new OneCycle(0.5f, 10),
            0.02, 0.26, 0.5, 0.475242316, 0.405872827, 0.305631011, 0.194370989, 0.09412917303, 0.02475968399, 2e-06);

    [Fact] // OneCycleLR(o, max_lr=1, total_steps=9, pct_start=0.5, div_factor=10, final_div_factor=100, cycle_momentum=False)
    public void OneCycle_follows_OneCycleLR_where_the_top_lies_between_steps()
        => AssertRates(
            new OneCycle(1f, 9, 0.5, 10, 100),
            0.1, 0.2694295892, 0.6501344203, 0.9554359906, 0.9698764641, 0.75025, 0.4137627353, 0.1178608007, 0.001);

    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    [InlineData(10, 1)]
    public void OneCycle_is_finite_at_its_edges(int total, double warmUpShare)
    {
        var schedule = new OneCycle(1, total, warmUpShare);
        for (int t = 0; t < total; t++)
            Assert.InRange(schedule.At(t, 0.5f), 0, 1);
    }

    [Fact]
    public void OneCycle_says_when_it_is_over()
        => Assert.Contains("10 steps", Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycle(1, 10).At(10, 1)).Message);

    [Fact]
    public void Units_are_what_was_asked_for()
    {
        Assert.Equal(ScheduleUnit.Epoch, new StepDecay(1).Unit);
        Assert.Equal(ScheduleUnit.Step, new StepDecay(1, unit: ScheduleUnit.Step).Unit);
        Assert.Equal(ScheduleUnit.Step, new OneCycle(1, 10).Unit);
        Assert.Equal(ScheduleUnit.Step, new LinearWarmup(1, new CosineDecay(5, unit: ScheduleUnit.Step)).Unit);
    }

    public static TheoryData<string, Action> BadArguments => new()
    {
        { "every", () => _ = new StepDecay(0) },
        { "gamma", () => _ = new StepDecay(1, 0) },
        { "gamma", () => _ = new ExponentialDecay(double.NaN) },
        { "milestones", () => _ = new MultiStepDecay([0]) },
        { "milestones", () => _ = new MultiStepDecay([3, 3]) },
        { "period", () => _ = new CosineDecay(0) },
        { "minimum", () => _ = new CosineDecay(1, -1) },
        { "period", () => _ = new CosineRestarts(0) },
        { "growth", () => _ = new CosineRestarts(1, 0) },
        { "minimum", () => _ = new CosineRestarts(1, 1, -1) },
        { "length", () => _ = new LinearWarmup(0, new ConstantRate()) },
        { "after", () => _ = new LinearWarmup(1, null!) },
        { "startFactor", () => _ = new LinearWarmup(1, new ConstantRate(), 2) },
        { "total", () => _ = new OneCycle(1, 1) },
        { "warmUpShare", () => _ = new OneCycle(1, 10, double.NaN) },
        { "divide", () => _ = new OneCycle(1, 10, divide: 0) },
        { "unit", () => _ = new ConstantRate((ScheduleUnit)7) },
        { "factor", () => _ = new ReduceOnPlateau(factor: 1) },
        { "factor", () => _ = new ReduceOnPlateau(factor: 0) },
        { "patience", () => _ = new ReduceOnPlateau(patience: -1) },
        { "index", () => new ConstantRate().At(-1, 1) },
        { "initial", () => new ConstantRate().At(0, float.NaN) },
        { "state", () => new ConstantRate().RestoreState(new ReduceOnPlateau().ExportState()) },
        { "state", () => new ReduceOnPlateau().RestoreState([]) },
    };

    [Theory]
    [MemberData(nameof(BadArguments))]
    public void A_bad_argument_is_named(string argument, Action act)
        => Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(act).ParamName);

    private static void AssertRates(LearningRateSchedule schedule, params double[] expected)
    {
        for (int t = 0; t < expected.Length; t++)
            Assert.Equal(expected[t], schedule.At(t, 0.5f), 1e-7);
    }
}
