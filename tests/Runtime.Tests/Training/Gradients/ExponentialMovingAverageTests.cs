using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Training.Gradients;

public class ExponentialMovingAverageTests
{
    private const int Length = 37;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Follows_the_recurrence_from_a_copy_of_the_first_weights(bool warmUp)
    {
        var average = new ExponentialMovingAverage(Length, 0.9, warmUp);
        double[] expected = new double[Length];
        for (int n = 0; n < 6; n++)
        {
            float[] weights = GradientTests.Random(Length, seed: n);
            double decay = n == 0 ? 0 : warmUp ? Math.Min(0.9, (1.0 + n) / (10 + n)) : 0.9;
            for (int i = 0; i < Length; i++)
                expected[i] = decay * expected[i] + (1 - decay) * weights[i];
            average.Update(weights);
        }

        Assert.Equal(6, average.Updates);
        for (int i = 0; i < Length; i++)
            Assert.Equal(expected[i], average.Values[i], 1e-6);
    }

    [Fact]
    public void Any_split_gives_the_same_bits()
    {
        var whole = new ExponentialMovingAverage(Length);
        var split = new ExponentialMovingAverage(Length);
        for (int n = 0; n < 3; n++)
        {
            float[] weights = GradientTests.Random(Length, seed: n);
            whole.Update(weights);
            split.BeginUpdate();
            split.Update(weights, 5, Length);
            split.Update(weights, 0, 5);
        }

        Assert.Equal(whole.Values.ToArray(), split.Values.ToArray());
    }

    [Fact]
    public void Swapping_twice_gives_back_the_weights()
    {
        var average = new ExponentialMovingAverage(2, 0.5);
        average.Update([2, 4]);
        average.Update([4, 8]);
        float[] weights = [10, 20];
        average.Swap(weights);
        Assert.Equal([3f, 6f], weights);
        Assert.True(average.IsSwapped);
        Assert.Throws<InvalidOperationException>(() => average.Update(weights));
        average.Swap(weights);
        Assert.Equal([10f, 20f], weights);
        Assert.Equal([3f, 6f], average.Values.ToArray());
    }

    [Fact]
    public void A_restored_average_goes_on_with_the_same_bits()
    {
        var first = new ExponentialMovingAverage(Length, 0.9, warmUp: true);
        first.Update(GradientTests.Random(Length, 1));
        first.Update(GradientTests.Random(Length, 2));
        var second = new ExponentialMovingAverage(Length, 0.9, warmUp: true);
        second.Restore(first.Values, first.Updates);
        first.Update(GradientTests.Random(Length, 3));
        second.Update(GradientTests.Random(Length, 3));
        Assert.Equal(first.Values.ToArray(), second.Values.ToArray());
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Equal("decay", Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialMovingAverage(2, 1)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialMovingAverage(0));
        var average = new ExponentialMovingAverage(2);
        Assert.Throws<InvalidOperationException>(() => average.Swap([1f, 2f]));
        Assert.Equal("parameters", Assert.Throws<ArgumentException>(() => average.Update([1f])).ParamName);
    }
}
