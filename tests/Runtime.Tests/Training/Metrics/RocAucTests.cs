using Xunit;

namespace LstmGen.Runtime.Tests.Training.Metrics;

public class RocAucTests
{
    // scikit-learn user guide, roc_auc_score: y_true [0, 0, 1, 1], y_scores [0.1, 0.4, 0.35, 0.8] gives 0.75.
    [Fact]
    public void Agrees_with_scikit_learns_example()
    {
        var metric = new RocAuc();
        metric.Add([0.1f, 0.4f, 0.35f, 0.8f], [0, 0, 1, 1]);
        Assert.Equal(0.75, metric.Value);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(100_000)]
    public void Agrees_with_counting_all_pairs(int distinctScores)
    {
        var random = new Random(distinctScores);
        float[] scores = [.. Enumerable.Range(0, 700).Select(_ => (float)random.Next(distinctScores))];
        float[] targets = [.. Enumerable.Range(0, 700).Select(_ => (float)random.Next(2))];
        double won = 0, pairs = 0;
        for (int i = 0; i < 700; i++)
        {
            for (int j = 0; j < 700; j++)
            {
                if (targets[i] != 1 || targets[j] != 0)
                    continue;
                pairs++;
                won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            }
        }

        var metric = new RocAuc();
        metric.Add(scores.AsSpan(0, 300), targets.AsSpan(0, 300));
        _ = metric.Value;       // sorts what is there; what comes later must still count
        metric.Add(scores.AsSpan(300), targets.AsSpan(300));
        Assert.Equal(won / pairs, metric.Value, 1e-12);
        Assert.Equal(700, metric.Count);
    }

    [Fact]
    public void All_scores_equal_is_a_half_and_one_kind_of_target_undefined()
    {
        var metric = new RocAuc();
        metric.Add([1, 1, 1], [0, 0, 0]);
        Assert.True(double.IsNaN(metric.Value));
        metric.Add([1], [1]);
        Assert.Equal(0.5, metric.Value);
        metric.Reset();
        Assert.True(double.IsNaN(metric.Value));
    }

    [Fact]
    public void Bad_values_are_named_and_nothing_is_taken_in()
    {
        var metric = new RocAuc();
        Assert.Contains("predictions[1]", Assert.Throws<ArgumentException>(() => metric.Add([1, float.NaN], [0, 1])).Message);
        Assert.Contains("targets[0] is 0.5", Assert.Throws<ArgumentException>(() => metric.Add([1], [0.5f])).Message);
        Assert.Equal(0, metric.Count);
    }
}
