using Xunit;

namespace LstmGen.Runtime.Tests.Training.Metrics;

public class LikelihoodMetricTests
{
    // Jurafsky and Martin, chapter 3: a string of equally likely digits has perplexity 10.
    [Fact]
    public void Ten_equally_likely_digits_have_perplexity_ten()
    {
        var metric = new Perplexity(10);
        metric.Add(new float[50], [3, 1, 4, 1, 5]);
        Assert.Equal(10, metric.Value, 1e-12);
    }

    [Fact]
    public void Logits_and_log_probabilities_agree_with_the_losses_they_give()
    {
        float[] logits = [2, -1, 0.5f, 1000, 998, -1000];
        double first = Math.Exp(-1) / (Math.Exp(2) + Math.Exp(-1) + Math.Exp(0.5));
        double second = Math.Exp(-2) / (1 + Math.Exp(-2));
        double nats = -Math.Log(first) - Math.Log(second);

        var fromLogits = new BitsPerCharacter(3);
        fromLogits.Add(logits, [1, 1]);
        var fromLoss = new BitsPerCharacter(3);
        fromLoss.AddLoss(nats, 2);
        Assert.Equal(nats / 2 / Math.Log(2), fromLogits.Value, 1e-12);
        Assert.Equal(fromLoss.Value, fromLogits.Value, 1e-12);
        Assert.Equal(nats / 2, fromLogits.NatsPerItem, 1e-12);
    }

    [Fact]
    public void A_fair_coin_takes_one_bit()
    {
        var metric = new BitsPerCharacter(2, ignoreIndex: -1);
        metric.Add([5, 5, 0, 9, -3, -3], [0, -1, 1]);
        Assert.Equal(1, metric.Value, 1e-12);
        Assert.Equal(2, metric.Count);
        Assert.False(metric.HigherIsBetter);
    }

    [Fact]
    public void Nothing_and_nonsense_are_told_apart()
    {
        var metric = new Perplexity(2);
        Assert.True(double.IsNaN(metric.Value));
        Assert.Throws<ArgumentOutOfRangeException>(() => metric.AddLoss(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => metric.AddLoss(1, -1));
        Assert.Throws<ArgumentException>(() => metric.Add([0, float.NaN], [0]));
        metric.Add([float.NegativeInfinity, 0], [0]);       // an impossible token came
        Assert.Equal(double.PositiveInfinity, metric.Value);
    }
}
