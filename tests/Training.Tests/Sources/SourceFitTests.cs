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
            Epochs = 3, BatchSize = 4, Seed = 5, Shuffle = shuffle, DropLast = dropLast, BucketBatches = bucket, AccumulateBatches = 2, Validation = Sets.Classification(9),
        };
        var expected = new DropoutClassifier(1);
        History whole = expected.Fit(set, options);
        foreach (int perBlock in new[] { 1, 3, 4, 16, 41 })
        {
            var model = new DropoutClassifier(1);
            History history = model.Fit(new SetSource(set, perBlock), options);
            Weights.AssertSameBits(expected, model);
            Assert.Equal(whole.Epochs.Select(epoch => (epoch.TrainLoss, epoch.ValidationLoss)), history.Epochs.Select(epoch => (epoch.TrainLoss, epoch.ValidationLoss)));
        }
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
        AssertAsSet(() => new StepRegression(1), Weighted(Sets.StepValues(13, 2, 6)));

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

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    public void Each_epoch_gives_every_sequence_once_in_an_order_of_its_own(int perBlock)
    {
        // The length says which sequence it is.
        const int Count = 45;
        SequenceSet set = SequenceSet.FromFeatures([.. Enumerable.Range(1, Count).Select(length => new float[length * 3])], 3).WithValues(new float[Count * 2], 2);
        var options = new BatchOptions { BatchSize = 4, Seed = 3, BucketBatches = 2 };
        List<List<int[]>> epochs = Batches(perBlock, 20, options);
        foreach (List<int[]> epoch in epochs)
        {
            Assert.Equal(12, epoch.Count);
            Assert.Equal(Enumerable.Range(1, Count), epoch.SelectMany(batch => batch).Order());
            Assert.Equal([1, .. Enumerable.Repeat(4, 11)], epoch.Select(batch => batch.Length).Order());
        }

        Assert.NotEqual(epochs[0].SelectMany(batch => batch), epochs[1].SelectMany(batch => batch));
        Assert.NotEqual(Enumerable.Range(1, Count), epochs[0].SelectMany(batch => batch));
        Assert.Equal(epochs.SelectMany(epoch => epoch), Batches(perBlock, 20, options).SelectMany(epoch => epoch));
        Assert.NotEqual(epochs[0].SelectMany(batch => batch), Batches(perBlock, 20, options with { Seed = 4 })[0].SelectMany(batch => batch));
        Assert.Equal(11, Batches(perBlock, 20, options with { DropLast = true })[0].Count);
        Assert.All(Batches(perBlock, 20, options with { DropLast = true })[0], batch => Assert.Equal(4, batch.Length));
        Assert.Equal(Enumerable.Range(1, Count), Batches(perBlock, 20, options with { Shuffle = false })[0].SelectMany(batch => batch));

        // From any place the rest is the same.
        for (int epoch = 0; epoch < 2; epoch++)
        {
            for (int position = 0; position <= 12; position++)
            {
                List<List<int[]>> rest = Batches(perBlock, 20, options, new BatchState(epoch, position));
                Assert.Equal(epochs[epoch][position..], rest[0]);
                Assert.Equal(epochs[(epoch + 1)..], rest[1..]);
            }
        }

        List<List<int[]>> Batches(int block, int pool, BatchOptions how, BatchState from = default)
        {
            using var feed = new SourceFeed(new SetSource(set, block), how, pool, 2, 2, _ => { }, default);
            feed.Resume(from);
            var all = new List<List<int[]>>();
            for (int epoch = from.Epoch; epoch < 2; epoch++)
            {
                if (epoch > from.Epoch)
                    feed.Resume(new BatchState(epoch, 0));
                var own = new List<int[]>();
                while (feed.TryNext(out FeedBatch batch))
                {
                    int[] lengths = new int[batch.Indices.Length];
                    for (int i = 0; i < lengths.Length; i++)
                        lengths[i] = batch.Set.Length(batch.Indices[i]);
                    own.Add(lengths);
                }

                all.Add(own);
            }

            return all;
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
            error = Assert.Throws<ArgumentException>(() => new DropoutClassifier(1).Fit(new SetSource(set, 5), saved with { ShuffleSequences = 20 }));
            Assert.Contains("training data", error.Message, StringComparison.Ordinal);
        }

        static void StopAt(TrainingContext context, int updates)
        {
            if (context.Updates == updates)
                context.StopTraining();
        }
    }

    [Fact]
    public void What_the_reader_throws_comes_out_and_its_thread_ends()
    {
        SequenceSet set = Sets.Regression(40);
        var source = new SetSource(set, 4)
        {
            Reading = (block, _) =>
            {
                if (block == 7)
                    throw new Data.DataFormatException("far.csv", 29, "x", "the cell is no number.");
            },
        };
        var model = new TinyRegression(1);
        int batches = 0;
        var error = Assert.Throws<Data.DataFormatException>(() => model.Fit(source, new FitOptions { Shuffle = false, BatchSize = 4, Callbacks = [new Callback { Batch = _ => batches++ }] }));
        Assert.Equal("far.csv, row 29, column 'x': the cell is no number.", error.Message);
        Assert.Equal(7, batches); // all that came before
        Assert.Equal(0, source.Open);
    }

    [Fact]
    public void A_sequence_that_does_not_fit_is_named_by_its_file_and_row()
    {
        int[] classes = Sets.Classes(20, 3, 2);
        classes[13] = 3;
        var error = Assert.Throws<Data.DataFormatException>(() => new DropoutClassifier(1).Fit(new SetSource(Sets.Tokens(20, 12, 2, 5).WithClasses(classes), 5) { File = "all.txt" }, new FitOptions()));
        Assert.Equal(("all.txt", 14), (error.Path, error.Row));
        Assert.Contains("class 3 is outside 0..2", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<Data.DataFormatException>(() => new DropoutClassifier(1).Fit(new SetSource(Sets.Tokens(20, 13, 20, 25).WithClasses(new int[20]), 5), new FitOptions()));
        Assert.Contains("a set: sequence", error.Message, StringComparison.Ordinal);
        Assert.Contains("token id 12 is outside", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_be_known_before_is_an_argument_error()
    {
        SequenceSet set = Sets.Regression(8);
        Check("reads token ids", () => new DropoutClassifier(1).Fit(new SetSource(set, 4), new FitOptions()));
        Check("a set holds token ids", () => new TinyRegression(1).Fit(new SetSource(Sets.Classification(8), 4), new FitOptions()));
        Check("Declare [Features(2)]", () => new TinyRegression(1).Fit(new SetSource(Sets.StepValues(4, 2, 3), 4), new FitOptions()));
        Check("no targets for head 'kind'; it has 'head'", () => new TwoHeads(1).Fit(new SetSource(set, 4), new FitOptions()));
        Check("is trained on Values", () => new TinyRegression(1).Fit(new SetSource(Sets.Features(4, 3, 2, 3).WithClasses(new int[4]), 4), new FitOptions()));
        Check("ShuffleSequences is 0", () => new TinyRegression(1).Fit(new SetSource(set, 4), new FitOptions { ShuffleSequences = 0 }));
        Check("ReadAheadBatches is 0", () => new TinyRegression(1).Fit(new SetSource(set, 4), new FitOptions { ReadAheadBatches = 0 }));
        Check("fill no batch of 9", () => new TinyRegression(1).Fit(new SetSource(set, 4), new FitOptions { BatchSize = 9, DropLast = true }));

        static void Check(string words, Action fit) => Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(fit).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_ends_a_wait_and_the_thread()
    {
        using var cancel = new CancellationTokenSource();
        bool told = false;
        var source = new SetSource(Sets.Regression(40), 4)
        {
            Reading = (block, token) =>
            {
                if (block < 5)
                    return;
                cancel.Cancel(); // the training waits for this block
                told = token.WaitHandle.WaitOne(TimeSpan.FromMinutes(1));
                token.ThrowIfCancellationRequested();
            },
        };
        History history = new TinyRegression(1).Fit(source, new FitOptions { Shuffle = false, BatchSize = 4, CancellationToken = cancel.Token });
        Assert.True(history.Cancelled);
        Assert.True(told);
        Assert.Equal(0, source.Open);
    }

    [Fact]
    public void A_source_whose_blocks_change_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new TinyRegression(1).Fit(new Shrinking(), new FitOptions()));
        Assert.Contains("block 0 has 0 sequences, but CountOf gives 3", error.Message, StringComparison.Ordinal);
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
    public void Weights_that_do_not_fit_are_named()
    {
        SequenceSet set = Weighted(Sets.StepValues(9, 2, 6));
        var wrong = new SetSource(set, 3) { Weight = index => index == 5 ? -1 : null, File = "a.csv" };
        string message = Assert.Throws<Data.DataFormatException>(() => new StepRegression(1).Fit(wrong, new() { Shuffle = false })).Message;
        Assert.Contains("a.csv", message, StringComparison.Ordinal);
        Assert.Contains("row 6", message, StringComparison.Ordinal);
        Assert.Contains("weight 0 of the weights 0 is -1", message, StringComparison.Ordinal);
        SequenceShape shape = new(2, [new TargetShape(SequenceTargetKind.StepValues)]);
        Assert.Contains("weights for head 'tags', but no targets", Assert.Throws<ArgumentException>(() => new SequenceBlock(shape with { Weights = [new(Head: "tags")] })).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => new SequenceBlock(shape with { Weights = [new(true), new(true)] })).Message, StringComparison.Ordinal);
        var block = new SequenceBlock(shape with { Weights = [new(), new(PerStep: true)] });
        Assert.Throws<InvalidOperationException>(() => block.AddWeights(0).Length);
        block.AddFeatures(3).Clear();
        Assert.Equal(1, block.AddWeights(0).Length);
        Assert.Equal(3, block.AddWeights(1).Length);
        Assert.Contains("Add them once", Assert.Throws<InvalidOperationException>(() => block.AddWeights(1).Length).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => block.AddWeights(2).Length);
    }

    private static SequenceSet Weighted(SequenceSet set) => set
        .WithWeights([.. Enumerable.Range(0, set.Count).Select(i => i % 3 * 0.5f)])
        .WithStepWeights([.. Sets.Values((int)set.TotalSteps, 8).Select(MathF.Abs)], "head");

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
        new TinyRegression(1).Fit(source, new FitOptions { Epochs = 10, BatchSize = 8, ShuffleSequences = 32, BucketBatches = 2, AccumulateBatches = 2, Callbacks = [watch] });
        Assert.Equal(6 * 19, batches);
        Assert.Equal(10 * 20, reads);
        Assert.Equal(0, trainer);
        Assert.Equal(0, reader);
    }

    private sealed class Shrinking : ISequenceSource, ISequenceReader
    {
        public string Name => "shrinking";

        public SequenceShape Shape { get; } = new(3, [new TargetShape(SequenceTargetKind.Values, 2)]);

        public int BlockCount => 1;

        public int CountOf(int block) => 3;

        public string Describe() => "";

        public ISequenceReader OpenReader() => this;

        public void Read(int block, SequenceBlock into, CancellationToken cancellationToken)
        {
        }

        public void Dispose()
        {
        }
    }
}
