using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>The comparison that the numeric tests rest on: it sees what is wrong, also where values are small.</summary>
public class ClosenessTests
{
    public static TheoryData<string> Names => Probes.Names;

    [Theory]
    [InlineData(new[] { 1.0, -4 }, new[] { 1.00007, -4 }, true)]
    [InlineData(new[] { 1.0, -4 }, new[] { 1.0001, -4 }, false)]
    [InlineData(new[] { 1e-3 }, new[] { 1.0001e-3 }, true)]
    [InlineData(new[] { 1e-3 }, new[] { 1.001e-3 }, false)]
    [InlineData(new[] { 1.0 }, new[] { double.NaN }, false)]
    [InlineData(new[] { 1.0 }, new[] { double.PositiveInfinity }, false)]
    [InlineData(new[] { 1.0, 2 }, new[] { 1.0 }, false)]
    [InlineData(new double[0], new double[0], true)]
    public void Values_are_close_relative_to_the_largest_and_to_the_floor(double[] want, double[] have, bool close) =>
        Assert.Equal(close, Closeness.Difference("values", want, have, Closeness.Relative) is null);

    [Fact]
    public void What_is_missing_is_told()
    {
        Assert.Equal("values: no values in place of 2", Closeness.Difference("values", [1, 2], null, Closeness.Relative));
        Assert.NotNull(Closeness.Difference("values", null, [1], Closeness.Relative));
    }

    // A tensor far below the floor could be anything and be taken for right. The gradient of a bias under a softmax is 0 but for rounding.
    [Theory]
    [MemberData(nameof(Names))]
    public void No_tensor_of_the_probes_is_lost_below_the_floor(string name)
    {
        Probe probe = Probes.Get(name);
        ReferenceResult result = ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data);
        Assert.All(Closeness.Tensors(result), tensor =>
        {
            double largest = tensor.Values.Select(Math.Abs).DefaultIfEmpty().Max();
            Assert.True(largest < 1e-15 || largest > Closeness.Floor / 50, $"{tensor.Name}: {largest}");
        });
    }
}
