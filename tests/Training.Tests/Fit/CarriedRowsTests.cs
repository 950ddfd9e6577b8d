using LstmGen.Data;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>States are carried only where rows go on where those of the batch before ended, as far as that is known.</summary>
public class CarriedRowsTests
{
    private static readonly int[] Ids = [.. Enumerable.Range(0, 41).Select(i => i % 4)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    public void Another_size_of_a_batch_than_the_streams_of_a_source_is_refused(int batchSize)
    {
        var source = new SetSource(Sets.StepValues(12, 9, 9), 5) { Streams = 4 };
        foreach (FitOptions options in Variants(batchSize))
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => new StepRegression(1).Fit(source, options));
            Assert.Equal(nameof(options.CarryState), error.ParamName);
            Assert.Contains($"batches of 4, and BatchSize is {batchSize}. Set BatchSize = 4", error.Message, StringComparison.Ordinal);
            new StepRegression(1).Fit(source, options with { BatchSize = 4 });
            new StepRegression(1).Fit(source, options with { CarryState = false });
        }
    }

    [Fact]
    public void Sources_that_follow_in_no_batches_are_refused_and_those_that_do_not_know_are_taken()
    {
        SequenceSet set = Sets.StepValues(12, 9, 9);
        FitOptions options = Variants(4).First();
        Assert.Contains(
            "in batches of any size, and BatchSize is 4. Set CarryState = false",
            Assert.Throws<ArgumentException>(() => new StepRegression(1).Fit(new SetSource(set, 5) { Streams = 0 }, options)).Message,
            StringComparison.Ordinal);
        new StepRegression(1).Fit(new SetSource(set, 5), options);
    }

    [Fact]
    public void Sets_cut_from_one_stream_are_carried_with_the_rows_that_follow()
    {
        SequenceSet parallel = SequenceSet.ParallelStreams(Ids, 4);
        Check(parallel, 4, good: [1, 4], wrong: [2]); // of one row each stream goes on where the one before ended
        Check(parallel.WithWeights([1, 2, 3, 4]), 4, good: [4], wrong: [2]);
        Check(SequenceSet.NextToken(Ids, 8), 1, good: [1, 5], wrong: [2, 3]);
        Check(SequenceSet.NextToken(Ids, 8).Take(1..), 1, good: [1, 4], wrong: [2, 3]);
        Check(SequenceSet.NextToken(Ids, 8, 4), 0, good: [1, 2, 3, 4], wrong: []);
        Check(SequenceSet.NextToken([[1, 2, 3], [2, 3, 1], [1, 1, 1], [3, 3, 3]]), 0, good: [1, 2, 4], wrong: []);
    }

    [Fact]
    public void Windows_of_a_series_are_carried_with_the_rows_that_follow()
    {
        var series = new TimeSeries([.. Enumerable.Range(0, 2 * 40).Select(i => i * 0.01f)], ["a", "b"]);
        SequenceSet apart = Windows.Over(series, 8, stride: 8), half = Windows.Over(series, 8, stride: 4).WithStatic(new float[8]);
        Assert.Equal((1, null), (apart.Streams, half.Streams));
        Assert.Equal((true, false), (apart.Follows(1), apart.Follows(2)));
        Assert.Null(Windows.Over(series, 8, stride: 16).Streams);
        Assert.True(StandardScaler.Fit(apart).Transform(apart) is { Streams: 1 } scaled && !scaled.Follows(2));
    }

    private static void Check(SequenceSet set, int streams, int[] good, int[] wrong)
    {
        foreach (int size in good)
            new TokenModel(1).Fit(set, Variants(size).First());
        foreach (int size in wrong)
        {
            string message = Assert.Throws<ArgumentException>(() => new TokenModel(1).Fit(set, Variants(size).First())).Message;
            Assert.Contains("the sequences of the set", message, StringComparison.Ordinal);
            Assert.Contains($"BatchSize is {size}.", message, StringComparison.Ordinal);
            Assert.Contains(streams > 0 ? $"Set BatchSize = {streams}" : "Set CarryState", message, StringComparison.Ordinal);
        }
    }

    // What makes other batches of the same sequences, or other parts of a batch.
    private static IEnumerable<FitOptions> Variants(int batchSize)
    {
        FitOptions options = new()
        {
            Epochs = 1, BatchSize = batchSize, Shuffle = false, CarryState = true, DropLast = true, Optimizer = new Sgd(0.01f)
        };
        return [options, options with { AccumulateBatches = 2 }, options with { Shards = 2 }, options with { TruncatedSteps = 4 }];
    }
}
