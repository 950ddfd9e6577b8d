using LstmGen.Data;
using LstmGen.Training.Tests.Others;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// Sorting by length must not cost accuracy where the class hangs on the length: a small set was sorted wholly, so that its batches were of
/// one class each.
/// </summary>
public class BucketTests
{
    private const int BatchSize = 16;

    [Theory]
    [InlineData(64)]
    [InlineData(316)]
    [InlineData(2000)]
    public void Batches_of_a_set_that_is_not_large_hold_both_classes(int count)
    {
        SequenceSet set = ClassByLength(count, 1);
        Assert.True(ShareOfOneClass(set, null) < 0.05);
        Assert.True(ShareOfOneClass(set, 50) > 0.2); // what is asked for is done
    }

    [Fact]
    public void The_default_learns_a_class_that_follows_the_length_as_well_as_random_order()
    {
        double[] standard = [.. Accuracies(null)], random = [.. Accuracies(0)], sorted = [.. Accuracies(50)];
        Assert.Equal(random, standard);
        Assert.True(
            standard.Min() > 0.75 && standard.Min() > sorted.Min(), $"{string.Join(' ', standard)} against {string.Join(' ', sorted)}");
        Assert.True(Deviation(standard) < Deviation(sorted), $"{Deviation(standard)} against {Deviation(sorted)}");
    }

    private static IEnumerable<double> Accuracies(int? bucket)
    {
        SequenceSet set = ClassByLength(160, 1), test = ClassByLength(200, 2);
        for (int seed = 0; seed < 6; seed++)
        {
            var model = new SeriesClassifier(seed);
            model.Fit(set, new FitOptions
            {
                Epochs = 25, BatchSize = BatchSize, Seed = seed, Optimizer = new Adam(1e-2f), BucketBatches = bucket
            });
            yield return model.Evaluate(test, [new Accuracy(2)]).Metrics["accuracy"];
        }
    }

    private static double ShareOfOneClass(SequenceSet set, int? bucket)
    {
        var sampler = new BatchSampler(set, new BatchOptions { BatchSize = BatchSize, BucketBatches = bucket });
        int pure = 0;
        for (int epoch = 0; epoch < 5; epoch++)
        {
            sampler.Start(epoch);
            while (sampler.TryNext(out ReadOnlySpan<int> indices))
                pure += indices.ToArray().Select(index => set.Targets().Classes(index)[0]).Distinct().Count() == 1 ? 1 : 0;
        }

        return pure / (5.0 * sampler.BatchCount);
    }

    private static double Deviation(double[] values) => Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));

    // Noise that lasts longer in the second class.
    private static SequenceSet ClassByLength(int count, long seed)
    {
        var random = new SeededRandom(seed);
        float[][] series = new float[count][];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            classes[i] = random.NextInt(2);
            series[i] = new float[4 + (classes[i] * 5) + random.NextInt(7)];
            for (int t = 0; t < series[i].Length; t++)
                series[i][t] = (float)random.NextGaussian();
        }

        return SequenceSet.FromFeatures(series, 1).WithClasses(classes);
    }
}
