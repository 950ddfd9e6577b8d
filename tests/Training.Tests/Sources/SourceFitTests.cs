using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Training on data that are read meanwhile.</summary>
public sealed class SourceFitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false, false, null)]
    [InlineData(true, false, null)]
    [InlineData(true, true, null)]
    [InlineData(true, false, 3)]
    [InlineData(true, true, 2)]
    public void A_source_that_fits_trains_to_the_bits_of_its_set(bool shuffle, bool dropLast, int? bucket)
    {
        SequenceSet set = Sets.Classification(41, 2, 9);
        var options = new FitOptions
        {
            Epochs = 3, BatchSize = 4, Seed = 5, Shuffle = shuffle, DropLast = dropLast, BucketBatches = bucket, AccumulateBatches = 2,
            Validation = Sets.Classification(9),
        };
        var expected = new DropoutClassifier(1);
        History whole = expected.Fit(set, options);
        foreach (int perBlock in new[] { 1, 3, 4, 16, 41 })
        {
            var model = new DropoutClassifier(1);
            History history = model.Fit(new SetSource(set, perBlock), options);
            Weights.AssertSameBits(expected, model);
            Assert.Equal(
                whole.Epochs.Select(epoch => (epoch.TrainLoss, epoch.ValidationLoss)),
                history.Epochs.Select(epoch => (epoch.TrainLoss, epoch.ValidationLoss)));
        }
    }

    [Fact]
    public void Numbers_as_large_as_can_be_are_all_that_there_is()
    {
        SequenceSet set = Sets.Classification(13, 2, 9);
        var options = new FitOptions { Epochs = 2, BatchSize = 4, AccumulateBatches = 4, ReadAheadBatches = 4, BucketBatches = 4 };
        DropoutClassifier expected = new(1), model = new(1), whole = new(1), one = new(1);
        expected.Fit(new SetSource(set, 5), options);
        model.Fit(new SetSource(set, 5), options with
        {
            AccumulateBatches = int.MaxValue, ReadAheadBatches = int.MaxValue, BucketBatches = int.MaxValue, ShuffleSequences = int.MaxValue
        });
        Weights.AssertSameBits(expected, model);
        whole.Fit(set, options with { BatchSize = 13, AccumulateBatches = 1 });
        one.Fit(set, options with { BatchSize = int.MaxValue, BucketBatches = int.MaxValue, AccumulateBatches = int.MaxValue });
        Weights.AssertSameBits(whole, one);
    }

    [Fact]
    public void Every_kind_of_targets_passes_through()
    {
        AssertAsSet(() => new StepRegression(1), Sets.StepValues(13, 2, 6));
        AssertAsSet(() => new TinyRegression(1), Sets.Regression(13, 2, 6));
        SequenceSet two = Sets.Features(13, 3, 2, 6);
        AssertAsSet(() => new TwoHeads(1), two.WithClasses(Sets.Classes(13, 3, 4), "kind").WithValues(Sets.Values(13, 5), 1, "amount"));
        SequenceSet steps = Sets.Features(13, 3, 2, 6);
        AssertAsSet(() => new StepClassifier(1), steps.WithStepClasses(Sets.Classes((int)steps.TotalSteps, 4, 4)));
        AssertAsSet(() => new StepRegression(1), Sets.Weighted(Sets.StepValues(13, 2, 6)));

        static void AssertAsSet(Func<IRecurrentModel> create, SequenceSet set)
        {
            var options = new FitOptions { Epochs = 2, BatchSize = 4 };
            IRecurrentModel expected = create(), model = create();
            expected.Fit(set, options);
            model.Fit(new SetSource(set, 5), options);
            Weights.AssertSameBits(expected, model);
            Assert.Equal(expected.Evaluate(set, batchSize: 3).Loss, model.Evaluate(new SetSource(set, 5), batchSize: 3).Loss);
        }
    }

    [Fact]
    public void A_run_that_was_interrupted_ends_with_the_same_bits()
    {
        SequenceSet set = Sets.Classification(53, 2, 9);
        FitOptions options = new() { Epochs = 3, BatchSize = 4, Seed = 7, ShuffleSequences = 14, BucketBatches = 2, AccumulateBatches = 2 };
        var straight = new DropoutClassifier(1);
        History expected = straight.Fit(new SetSource(set, 5), options);
        foreach (int updates in new[] { 1, 3, 6, 7, 8, 13, 20 })
        {
            string path = Path.Combine(_folder, $"run{updates}.safetensors");
            FitOptions saved = options with { Checkpoint = new() { Path = path, Resume = true } };
            var stop = new Callback { Batch = context => StopAt(context, updates) };
            var model = new DropoutClassifier(1);
            model.Fit(new SetSource(set, 5), saved with { Callbacks = [stop] });
            var resumed = new DropoutClassifier(2);
            History history = resumed.Fit(new SetSource(set, 5), saved);
            Assert.NotNull(history.ResumedFrom);
            Weights.AssertSameBits(straight, resumed);
            Assert.Equal(expected.Epochs.Select(epoch => epoch.TrainLoss), history.Epochs.Select(epoch => epoch.TrainLoss));
            var error = Assert.Throws<ArgumentException>(() => new DropoutClassifier(1).Fit(new SetSource(set, 6), saved));
            Assert.Contains("training data", error.Message, StringComparison.Ordinal);
            error =
                Assert.Throws<ArgumentException>(
                    () => new DropoutClassifier(1).Fit(new SetSource(set, 5), saved with { ShuffleSequences = 20 }));
            Assert.Contains("training data", error.Message, StringComparison.Ordinal);
        }

        static void StopAt(TrainingContext context, int updates)
        {
            if (context.Updates == updates)
                context.StopTraining();
        }
    }

    [Fact]
    public async Task Training_in_the_background_reads_too()
    {
        SequenceSet set = Sets.Regression(20);
        var expected = new TinyRegression(1);
        expected.Fit(set, new FitOptions { Epochs = 2 });
        var model = new TinyRegression(1);
        await model.FitAsync(new SetSource(set, 4), new FitOptions { Epochs = 2 });
        Weights.AssertSameBits(expected, model);
    }

    [Fact]
    public void Steady_state_allocates_nothing_on_either_thread()
    {
        SequenceSet set = Sets.Regression(160, 3, 9).WithWeights([.. Enumerable.Range(0, 160).Select(i => i * 0.5f)]);
        long reader = 0, lastReader = 0, trainer = 0, lastTrainer = 0;
        int reads = 0, batches = 0;
        var source = new SetSource(set, 8)
        {
            Reading = (_, _) =>
            {
                // Counted from the call of one block to that of the next: filling it, checking it, and making batches of it.
                long now = GC.GetAllocatedBytesForCurrentThread();
                if (++reads > 4 * 20 && reads % 20 > 1)
                    reader += now - lastReader;
                lastReader = GC.GetAllocatedBytesForCurrentThread();
            },
        };
        var watch = new Callback
        {
            Batch = context =>
            {
                long now = GC.GetAllocatedBytesForCurrentThread();
                if (context is { Epoch: > 4, Batch: > 1 })
                    (trainer, batches) = (trainer + now - lastTrainer, batches + 1);
                lastTrainer = GC.GetAllocatedBytesForCurrentThread();
            },
        };
        new TinyRegression(1).Fit(source, new FitOptions
        {
            Epochs = 10, BatchSize = 8, ShuffleSequences = 32, BucketBatches = 2, AccumulateBatches = 2, Callbacks = [watch]
        });
        Assert.Equal(6 * 19, batches);
        Assert.Equal(10 * 20, reads);
        Assert.Equal(0, trainer);
        Assert.Equal(0, reader);
    }
}
