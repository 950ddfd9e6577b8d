using Xunit;

namespace LstmGen.Runtime.Tests.Training.Optimizers;

public class OptimizerErrorTests
{
    public static TheoryData<string, Action> BadArguments => new()
    {
        { "learningRate", () => _ = new Sgd(-1f) },
        { "learningRate", () => _ = new Adam(float.NaN) },
        { "learningRate", () => _ = new NAdam(float.PositiveInfinity) },
        { "momentum", () => _ = new Sgd(0.1f, momentum: -0.5) },
        { "dampening", () => _ = new Sgd(0.1f, 0.9, dampening: -1) },
        { "nesterov", () => _ = new Sgd(0.1f, nesterov: true) },
        { "nesterov", () => _ = new Sgd(0.1f, 0.9, 0.1, nesterov: true) },
        { "weightDecay", () => _ = new Sgd(0.1f, weightDecay: -1) },
        { "beta1", () => _ = new Adam(beta1: 1) },
        { "beta2", () => _ = new AdamW(beta2: double.NaN) },
        { "epsilon", () => _ = new Adam(epsilon: -1e-8) },
        { "momentumDecay", () => _ = new NAdam(momentumDecay: -1) },
        { "alpha", () => _ = new RmsProp(alpha: 1.5) },
        { "learningRateDecay", () => _ = new Adagrad(learningRateDecay: -1) },
        { "initialAccumulator", () => _ = new Adagrad(initialAccumulator: -1) },
        { "LearningRate", () => new Adam().LearningRate = -1 },
        { "gradients", () => new Adam().Step([1f, 2f], [1f]) },
        { "parameterCount", () => new Adam().BeginStep(0) },
        { "name", () => new Adam().State("momentum_buffer") },
        { "ranges", () => new Adam().Step([1f, 2f], [1f, 2f], [new(0, 3)]) },
        { "ranges", () => new Adam().Step([1f, 2f], [1f, 2f], [new(0, 2), new(1, 2)]) },
        { "ranges", () => new Adam().Step([1f, 2f], [1f, 2f], [new(1, 0)]) },
    };

    [Theory]
    [MemberData(nameof(BadArguments))]
    public void A_bad_argument_is_named(string argument, Action act)
        => Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(act).ParamName);

    [Fact]
    public void A_block_of_another_length_is_refused()
    {
        var adam = new Adam();
        adam.Step([1f, 2f], [1f, 2f]);
        Assert.Contains("3 parameters", Assert.Throws<ArgumentException>(() => adam.Step([1f, 2f, 3f], [1f, 2f, 3f])).Message);
        Assert.Equal(1, adam.Steps);
    }

    [Fact]
    public void A_failed_range_does_not_count_a_step()
    {
        var adam = new Adam();
        Assert.Throws<ArgumentException>(() => adam.Step([1f, 2f], [1f, 2f], [new(0, 3)]));
        Assert.Equal(0, adam.Steps);
    }

    [Fact]
    public void Update_before_BeginStep_says_so()
        => Assert.Contains("BeginStep", Assert.Throws<InvalidOperationException>(() => new Adam().Update([1f], [1f], 0, 1)).Message);

    [Fact]
    public void Update_outside_the_block_is_refused()
    {
        var adam = new Adam();
        adam.BeginStep(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => adam.Update([1f, 2f], [1f, 2f], 1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => adam.Update([1f, 2f], [1f, 2f], 2, 1));
    }

    [Fact]
    public void Restoring_another_hyper_parameter_names_both_values()
    {
        var stored = new Adam(beta1: 0.8).ExportScalars();
        string message = Assert.Throws<ArgumentException>(() => new Adam().RestoreScalars(stored)).Message;
        Assert.Contains("'beta1' is 0.8", message);
        Assert.Contains("0.9", message);
    }

    [Fact]
    public void Restoring_from_another_kind_or_with_a_hole_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Adam().RestoreScalars(new Sgd(0.1f).ExportScalars()));
        Assert.Throws<ArgumentException>(() => new Adam().RestoreScalars([.. new Adam().ExportScalars().Skip(1)]));
    }

    [Fact]
    public void Restoring_steps_without_moments_is_refused()
    {
        var adam = new Adam();
        adam.Step([1f], [1f]);
        Assert.Throws<InvalidOperationException>(() => new Adam().RestoreScalars(adam.ExportScalars()));
    }

    [Fact]
    public void Prints_its_hyper_parameters()
        => Assert.Equal("Adam(lr=0.001, weight_decay=0, beta1=0.9, beta2=0.999, eps=1e-08)", new Adam().ToString());
}
